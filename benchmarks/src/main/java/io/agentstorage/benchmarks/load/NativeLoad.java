// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.DatabaseFiles;
import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The C program: compiled with the SQLite that an npm package brings in source, which is the driver's version, else with
 * the one of the system.
 */
final class NativeLoad {
  private static final String ONE_TRANSACTION = "0";

  private final Path program;
  private final String about;
  private final Map<Phase, Path> rows = new EnumMap<>(Phase.class);

  private NativeLoad(Path program, String about) {
    this.program = program;
    this.about = about;
  }

  /** The version of SQLite in it. */
  String about() {
    return about;
  }

  /**
   * Compiles it.
   *
   * @param source the program
   * @param sqlitePackage {@code better-sqlite3@1.2.3}, a package with {@code deps/sqlite3/sqlite3.c}; empty for the
   *     system's library
   * @param folder where to
   * @throws IOException with the reason why it cannot be compiled here
   */
  static NativeLoad compile(Path source, String sqlitePackage, Path folder) throws IOException {
    Path program =
        folder.resolve("peer_load-" + (sqlitePackage.isEmpty() ? "system" : sqlitePackage));
    Files.createDirectories(folder);
    try {
      Processes.run(folder, List.of("cc", "--version"));
    } catch (IOException e) {
      throw new IOException("no C compiler `cc`", e);
    }
    List<String> command =
        new ArrayList<>(List.of("cc", "-O2", "-Wall", "-o", program.toString(), source.toString()));
    Path amalgamation = amalgamation(sqlitePackage, folder);
    if (amalgamation == null) {
      command.add("-lsqlite3");
    } else {
      // As the driver's library is compiled, as far as it concerns speed.
      command.addAll(
          List.of(
              "-I" + amalgamation,
              "-DSQLITE_THREADSAFE=1",
              "-DSQLITE_DEFAULT_MEMSTATUS=0",
              amalgamation.resolve("sqlite3.c").toString(),
              "-lpthread",
              "-ldl",
              "-lm"));
    }
    try {
      if (!isNewer(program, source)) {
        Processes.run(folder, command);
      }
    } catch (IOException e) {
      throw new IOException("it does not compile; is libsqlite3-dev installed?", e);
    }
    String version = Processes.run(folder, List.of(program.toString(), "--version")).strip();
    return new NativeLoad(
        program, "SQLite " + version + (amalgamation == null ? " of the system" : ""));
  }

  /** SQLite takes half a minute to compile. */
  private static boolean isNewer(Path program, Path source) throws IOException {
    return Files.exists(program)
        && Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) > 0;
  }

  private static @Nullable Path amalgamation(String sqlitePackage, Path folder) {
    Path sources = folder.resolve("package/deps/sqlite3");
    if (sqlitePackage.isEmpty()) {
      return null;
    }
    try {
      Path archive = folder.resolve(sqlitePackage.replace('@', '-') + ".tgz");
      if (!Files.exists(archive)) {
        Processes.run(folder, List.of("npm", "pack", "--silent", sqlitePackage));
      }
      Processes.run(folder, List.of("tar", "xzf", archive.toString(), "package/deps/sqlite3"));
      return sources;
    } catch (IOException e) {
      return null;
    }
  }

  /** Makes the rows of a size and a mix, kept until the next ones are made. */
  void make(LoadInput input, Path folder) throws IOException {
    Path same = folder.resolve("first.rows");
    Path changed = folder.resolve("changed.rows");
    MadeRows.write(input, same);
    MadeRows.write(input.withChanges(), changed);
    rows.put(Phase.FIRST, same);
    rows.put(Phase.UNCHANGED, same);
    rows.put(Phase.CHANGED, changed);
  }

  /** Deletes the rows that were made. */
  void forget() throws IOException {
    for (Path file : rows.values()) {
      Files.deleteIfExists(file);
    }
  }

  List<Measurement> run(LoadInput input, Path folder) throws IOException, SQLException {
    Path file = folder.resolve("c.db");
    DatabaseFiles.delete(file);
    Schema.PEER.create(file);
    List<Measurement> measured = new ArrayList<>();
    for (Map.Entry<Phase, Path> phase : rows.entrySet()) {
      String mode = phase.getKey().mode() == WriteMode.INSERT ? "insert" : "upsert";
      String line =
          Processes.run(
              folder,
              List.of(
                  program.toString(),
                  file.toString(),
                  phase.getValue().toString(),
                  mode,
                  ONE_TRANSACTION));
      String[] numbers = line.strip().split(" ", -1);
      measured.add(
          new Measurement(
              phase.getKey(),
              Double.parseDouble(numbers[0]),
              Double.parseDouble(numbers[1]),
              Double.parseDouble(numbers[2]),
              0,
              Long.parseLong(numbers[3]) * 1024,
              DatabaseFiles.bytes(file)));
      LoadCheck.check(
          file, Schema.PEER, phase.getKey() == Phase.CHANGED ? input.withChanges() : input);
    }
    DatabaseFiles.delete(file);
    return measured;
  }
}
