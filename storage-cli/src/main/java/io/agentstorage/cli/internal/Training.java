// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine;

/**
 * What ./agent-storage runs to learn which classes a command needs, for the cache from which the next ones start. It
 * must load what they load, and leave nothing behind but SQLite's library.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws Exception {
    String folder = System.getProperty("org.sqlite.lib.path");
    if (folder != null) {
      unpackSqlite(Path.of(folder));
    }
    CommandLine command = new CommandLine(new Main());
    command.setOut(new PrintWriter(Writer.nullWriter()));
    System.exit(command.execute("--version"));
  }

  /** The driver would unpack its library at each start, and compare it, which takes a tenth of a second. */
  private static void unpackSqlite(Path folder) throws IOException, ReflectiveOperationException {
    String platform;
    try {
      // By name only until storage-sqlite, which brings the driver, is a dependency.
      platform =
          (String)
              Class.forName("org.sqlite.util.OSInfo")
                  .getMethod("getNativeLibFolderPathForCurrentOS")
                  .invoke(null);
    } catch (ClassNotFoundException e) {
      return;
    }
    String library = System.mapLibraryName("sqlitejdbc");
    try (InputStream in =
        Training.class.getResourceAsStream("/org/sqlite/native/" + platform + "/" + library)) {
      if (in != null) {
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "sqlite-", ".tmp");
        Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, folder.resolve(library), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
