// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.io.IOException;
import java.nio.file.Path;

/** In a process of its own: holds the write lock of a file until its input is closed. */
final class LockMain {
  private LockMain() {}

  @SuppressWarnings("SystemOut") // how it tells its parent
  public static void main(String[] args) throws IOException {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      database.write(
          tx -> {
            System.out.println("locked");
            return System.in.read();
          });
    }
  }
}
