// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.Words;
import java.nio.file.Path;
import java.util.List;

/**
 * What is compared, and how often. Immutable.
 *
 * @param folder for databases, deleted one by one
 * @param results for the files of results
 * @param program the source of the C program
 * @param sizes how many resources, {@code load.sizes}
 * @param rounds how often, {@code load.rounds}
 * @param contenders who takes part, {@code load.contenders}; all if it is empty
 * @param slow the size up to which those run that are not the main ones, and all load again, {@code load.slow}
 * @param warmUp how many other resources each process loads first, at most as many as then, {@code load.warm-up}
 * @param sqlitePackage the npm package with SQLite's source, {@code load.sqlite}
 */
record LoadOptions(
    Path folder,
    Path results,
    Path program,
    List<Long> sizes,
    int rounds,
    List<Contender> contenders,
    long slow,
    long warmUp,
    String sqlitePackage) {

  static LoadOptions of(String[] arguments) {
    return new LoadOptions(
        Path.of(arguments[0]).toAbsolutePath(),
        Path.of(arguments[1]).toAbsolutePath(),
        Path.of(arguments[2]).toAbsolutePath(),
        Words.of("load.sizes", "10000 100000 1000000").stream().map(Long::valueOf).toList(),
        Integer.parseInt(System.getProperty("load.rounds", "3")),
        contenders(Words.of("load.contenders", "")),
        Long.parseLong(System.getProperty("load.slow", "10000")),
        Long.parseLong(System.getProperty("load.warm-up", "100000")),
        System.getProperty("load.sqlite", ""));
  }

  private static List<Contender> contenders(List<String> ids) {
    return ids.isEmpty() ? Contender.all() : ids.stream().map(Contender::of).toList();
  }

  /** The command that runs this. */
  String command() {
    StringBuilder command =
        new StringBuilder("./mvnw -q -pl benchmarks -am -DskipTests -Ploads verify");
    command
        .append(" -Dsizes=\"")
        .append(String.join(" ", sizes.stream().map(String::valueOf).toList()))
        .append("\" -Drounds=")
        .append(rounds)
        .append(" -Dslow=")
        .append(slow)
        .append(" -DwarmUp=")
        .append(warmUp);
    if (!contenders.equals(Contender.all())) {
      command
          .append(" -Dcontenders=\"")
          .append(String.join(" ", contenders.stream().map(Contender::id).toList()))
          .append('"');
    }
    return command.toString();
  }
}
