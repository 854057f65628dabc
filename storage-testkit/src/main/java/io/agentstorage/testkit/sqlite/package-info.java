// SPDX-License-Identifier: Apache-2.0
/** Real faults of SQLite for tests. Who uses it has the driver, {@code org.xerial:sqlite-jdbc}, on the class path. */
@NullMarked
package io.agentstorage.testkit.sqlite;

import org.jspecify.annotations.NullMarked;
