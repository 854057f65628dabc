// SPDX-License-Identifier: Apache-2.0
/** Not for users: connections, migration and errors of PostgreSQL. */
@NullMarked
package io.agentstorage.postgres.internal;

import org.jspecify.annotations.NullMarked;
