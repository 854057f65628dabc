// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** Holds the write lock of a file in a process of its own, from when it says so until its parent closes its input. */
final class LockHolderMain {
  private LockHolderMain() {}

  public static void main(String[] args) throws Exception {
    try (Connection connection = Raw.connect(Path.of(args[0]));
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Files.createFile(Path.of(args[1]));
      System.in.read();
      statement.execute("COMMIT");
    }
  }
}
