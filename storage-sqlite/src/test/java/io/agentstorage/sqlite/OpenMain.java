// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.io.IOException;
import java.nio.file.Path;

/** Opens a file in a process of its own: at once, or having said that it is ready and been told to go. */
final class OpenMain {
  private OpenMain() {}

  @SuppressWarnings("SystemOut") // how it tells its parent
  public static void main(String[] args) throws IOException {
    if (args.length > 1) {
      // Slow class loading must not make them come one after the other.
      SqliteDatabase.inMemory().close();
      System.out.println("ready");
      System.in.read(); // ends when the parent closes it
    }
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      System.out.println("schema " + database.info().schemaVersion());
    }
  }
}
