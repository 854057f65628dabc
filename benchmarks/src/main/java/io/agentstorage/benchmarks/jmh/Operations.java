// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.benchmarks.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this package, all of them once in each round, and writes the table. */
public final class Operations {
  private Operations() {}

  /**
   * Measures and writes the table.
   *
   * @param arguments a folder for databases and JMH's own results, the file of results, the rounds, the number of
   *     resources, a regular expression for the names of benchmarks
   * @throws IOException if a file cannot be written
   * @throws SQLException if a sample cannot be made
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    SampleFiles files = new SampleFiles(folder, Long.parseLong(arguments[3]));
    // Here and not in a fork, so that none of them loads the migration engine.
    files.library();
    files.json();
    List<Path> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      results.add(run(files, folder.resolve("round-" + round + ".json"), arguments[4]));
    }
    Files.writeString(Path.of(arguments[1]), OperationsTable.of(results, files.size()).text());
  }

  private static Path run(SampleFiles files, Path result, String names) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(names)
                .forks(1)
                .shouldFailOnError(true)
                .jvmArgs(
                    "-Xmx128m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.jooq.no-logo=true",
                    "-Dorg.jooq.no-tips=true",
                    "-D" + Trial.FOLDER + "=" + files.folder(),
                    "-D" + Trial.SIZE + "=" + files.size())
                .resultFormat(ResultFormatType.JSON)
                .result(result.toString())
                .build())
        .run();
    return result;
  }
}
