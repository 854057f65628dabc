// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.SchemaMismatchException;
import java.util.List;

/** How the schema in a database relates to the one of this version of the library. */
public enum SchemaState {
  /** Nothing is in it. */
  EMPTY,
  /** Some migrations are still to be applied. */
  OLDER,
  /** The same migrations, with the same contents. */
  CURRENT;

  /**
   * A migration that a database says was applied.
   *
   * @param migration which one, with the contents that it had
   * @param success whether it came to its end
   */
  public record Applied(Migration migration, boolean success) {}

  /**
   * Compares, without the migration engine, which costs most of a second to load.
   *
   * @param expected the migrations of this library, in their order
   * @param applied those of the database, in the order in which they were applied; none where it is empty
   * @param place where the database is, for messages
   * @return how it relates
   * @throws SchemaMismatchException if it is newer, or was changed
   */
  public static SchemaState of(List<Migration> expected, List<Applied> applied, String place) {
    if (applied.isEmpty()) {
      return EMPTY;
    }
    for (int at = 0; at < applied.size(); at++) {
      compare(expected, at, applied.get(at), place);
    }
    return applied.size() == expected.size() ? CURRENT : OLDER;
  }

  private static void compare(List<Migration> expected, int at, Applied applied, String place) {
    String version = applied.migration().version();
    if (at >= expected.size()) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": its schema has version "
              + version
              + ", this library knows versions up to "
              + expected.get(expected.size() - 1).version()
              + "; use the newer version of Agent Storage that wrote it");
    }
    if (!applied.success()) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": migration "
              + version
              + " failed half-way; restore it from a backup");
    }
    if (!expected.get(at).equals(applied.migration())) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": its migration "
              + version
              + " is not the one of this library; use the version of Agent Storage that wrote it,"
              + " or load the data into a new file");
    }
  }
}
