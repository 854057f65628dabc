// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.util.Map;

/**
 * What a database is and how it is set. Immutable.
 *
 * @param place the file, or words for a database in memory
 * @param fileBytes the bytes of the file, 0 in memory
 * @param walBytes the bytes of the write-ahead log beside it
 * @param freeBytes the bytes of pages in the file that hold nothing
 * @param schemaVersion the version of the last migration
 * @param sqliteVersion the version of SQLite
 * @param driverVersion the version of the JDBC driver
 * @param pragmas the settings of a reading connection by name, as read back, in the order of their names
 */
public record SqliteInfo(
    String place,
    long fileBytes,
    long walBytes,
    long freeBytes,
    String schemaVersion,
    String sqliteVersion,
    String driverVersion,
    Map<String, String> pragmas) {}
