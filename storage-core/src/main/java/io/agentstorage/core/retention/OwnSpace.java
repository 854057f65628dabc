// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.UsageLevel;
import io.agentstorage.core.spi.DatabaseSpace;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a store takes on the disk. What others take there is not in it. Immutable.
 *
 * @param databaseBytes the database file; on a server all tables and indexes, of all clusters
 * @param logBytes the write-ahead log and its index beside the file; 0 on a server
 * @param freeBytes what is free within the database file and will be used again; empty on a server, which does not tell
 * @param mostBytes how large the database file may become; empty if nobody said
 * @param folders the bytes of the files in each folder, by the name that it was given
 */
public record OwnSpace(
    long databaseBytes,
    long logBytes,
    OptionalLong freeBytes,
    OptionalLong mostBytes,
    Map<String, Long> folders) {

  /** Copies the map. */
  public OwnSpace {
    folders = Map.copyOf(folders);
  }

  static OwnSpace of(DatabaseSpace database, Map<String, Long> folders) {
    return new OwnSpace(
        database.bytes(), database.logBytes(), database.freeBytes(), database.mostBytes(), folders);
  }

  /** The same with another log: deleting makes it longer for a while, and must not seem to fill the disk. */
  OwnSpace withLog(long bytes) {
    return new OwnSpace(databaseBytes, bytes, freeBytes, mostBytes, folders);
  }

  /**
   * All of it.
   *
   * @return bytes on the disk
   */
  public long totalBytes() {
    return databaseBytes + logBytes + folderBytes();
  }

  /**
   * All that is not free within the database file.
   *
   * @return bytes that only a deletion gives back
   */
  public long usedBytes() {
    return totalBytes() - freeBytes.orElse(0);
  }

  /**
   * The files of all folders.
   *
   * @return their bytes
   */
  public long folderBytes() {
    return folders.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * How much of a budget is in use.
   *
   * @param budget the budget
   * @return from 0; more than 100 where it is overdrawn
   */
  public double usedPercent(DiskBudget budget) {
    return 100.0 * usedBytes() / budget.bytes();
  }

  /**
   * How full a budget is.
   *
   * @param budget the budget
   * @return the level of {@link #usedPercent}
   */
  public UsageLevel level(DiskBudget budget) {
    return UsageLevel.of(usedPercent(budget));
  }
}
