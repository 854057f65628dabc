// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.Main;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/**
 * What ./agent-storage runs to learn which classes a command needs, for the cache from which the next ones start. It
 * loads what they load, and leaves nothing behind but SQLite's library.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    String library = System.getProperty("org.sqlite.lib.path");
    if (library != null) {
      unpackSqlite(Path.of(library)); // before anything loads it
    }
    Path folder = Files.createTempDirectory("agent-storage-training");
    try {
      train(folder);
    } finally {
      delete(folder);
    }
    System.exit(ExitStatus.DONE);
  }

  private static void train(Path folder) throws IOException {
    Path dump = folder.resolve("dump.ndjson");
    String db = folder.resolve("agent.db").toString();
    System.setOut(printer(dump));
    Main.run("generate", "--resources", "200");
    System.out.close();

    System.setOut(printer(folder.resolve("out")));
    Main.run("load", "--db", db, dump.toString());
    for (String format : List.of("table", "json", "ndjson", "yaml", "csv")) {
      Main.run("find", "--db", db, "--type", "pod", "--name", "*a*", "-o", format, "--limit", "3");
    }
    Main.run("get", "--db", db, "namespace/shop");
    Main.run("info", "--db", db);
    Main.run("stats", "--db", db);
    Main.run("help", "find");
    System.out.close();
  }

  private static PrintStream printer(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /** The driver would unpack its library at each start, and compare it, which takes a tenth of a second. */
  private static void unpackSqlite(Path folder) throws IOException {
    String library = System.mapLibraryName("sqlitejdbc");
    String resource =
        "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + library;
    try (InputStream in = Training.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "sqlite-", ".tmp");
        Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, folder.resolve(library), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
