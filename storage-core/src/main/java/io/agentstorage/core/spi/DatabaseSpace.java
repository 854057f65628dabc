// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import java.util.OptionalLong;

/**
 * What a database takes on the disk. Immutable.
 *
 * @param bytes its file; on a server its tables and indexes
 * @param logBytes the files beside it
 * @param freeBytes what in its file holds nothing and will be used again; empty where the database cannot tell
 * @param mostBytes how large its file may become; empty if nobody said
 */
public record DatabaseSpace(
    long bytes, long logBytes, OptionalLong freeBytes, OptionalLong mostBytes) {}
