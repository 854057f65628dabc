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
import java.util.List;
import org.sqlite.util.OSInfo;

/**
 * What ./agent-storage runs to learn which classes a short command needs, for the cache from which the next ones start.
 * The JVM loads all of the cache at each start, needed or not, so what makes the database is not in it: a first run
 * prepares a folder with one, and SQLite's library, and the run that is watched only asks.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    if (args[0].equals("prepare")) {
      prepare(folder);
    } else {
      train(folder);
    }
    System.exit(ExitStatus.DONE);
  }

  private static void prepare(Path folder) throws IOException {
    unpackSqlite(Path.of(System.getProperty("org.sqlite.lib.path"))); // before anything loads it
    Path dump = folder.resolve("dump.ndjson");
    System.setOut(printer(dump));
    Main.run("generate", "--resources", "200");
    System.out.close();
    Main.run("load", "--db", database(folder), dump.toString());
  }

  private static void train(Path folder) throws IOException {
    System.setOut(printer(folder.resolve("out")));
    for (String format : List.of("table", "json")) {
      Main.run(
          "find",
          "--db",
          database(folder),
          "--type",
          "pod",
          "-n",
          "kube-system",
          "--name",
          "*a*",
          "-o",
          format);
    }
    Main.run("find", "--db", database(folder), "--name", "none");
    Main.run("get", "--db", database(folder), "namespace/default");
    System.out.close();
  }

  private static String database(Path folder) {
    return folder.resolve("agent.db").toString();
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
}
