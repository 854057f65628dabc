// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.error.StorageException;
import java.nio.file.Path;

/** In a process of its own: writes ten megabytes into the table "mine" of a file, and says how that failed. */
final class FailMain {
  private FailMain() {}

  @SuppressWarnings("SystemOut") // how it tells its parent
  public static void main(String[] args) {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      database.write(
          tx ->
              tx.execute(
                  "INSERT INTO mine (name, filling) VALUES (?, zeroblob(?))", args[1], 10_000_000));
      System.out.println("no failure");
    } catch (StorageException e) {
      System.out.println("failure");
      System.out.println(e.getClass().getName());
      System.out.println(e.statement().resultCode());
      System.out.println(e.statement().sql());
      System.out.println(e.getMessage());
    }
  }
}
