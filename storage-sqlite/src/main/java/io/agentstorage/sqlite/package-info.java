// SPDX-License-Identifier: Apache-2.0
/** Opens and runs SQLite: one writer, several read-only readers, one file. */
@NullMarked
package io.agentstorage.sqlite;

import org.jspecify.annotations.NullMarked;
