// SPDX-License-Identifier: Apache-2.0
/**
 * A fleet that grows on one PostgreSQL server, beside files of SQLite and a table that COPY fills; {@link
 * io.agentstorage.benchmarks.fleet.FleetGrowth} runs it all.
 */
@NullMarked
package io.agentstorage.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
