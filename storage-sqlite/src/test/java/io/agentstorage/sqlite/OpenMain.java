// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.nio.file.Path;

/** Opens a file in a process of its own. */
final class OpenMain {
  private OpenMain() {}

  @SuppressWarnings("SystemOut") // how it tells its parent
  public static void main(String[] args) {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      System.out.println("schema " + database.info().schemaVersion());
    }
  }
}
