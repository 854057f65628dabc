// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.benchmarks.GrowthTable;
import io.agentstorage.benchmarks.ResultFile;
import io.agentstorage.benchmarks.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of this package, all of them once in each round, then those that may depend on the number of resources
 * with other numbers, and writes the tables.
 */
public final class Operations {
  private Operations() {}

  /**
   * Measures and writes the tables.
   *
   * @param arguments a folder for databases and JMH's own results, the file of results, the rounds, the number of
   *     resources, a regular expression for the names of benchmarks, one for those that are run with other numbers, for
   *     how many seconds an iteration takes, 0 for what the benchmarks say, and the other numbers
   * @throws IOException if a file cannot be written
   * @throws SQLException if a sample cannot be made
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    long size = Long.parseLong(arguments[3]);
    String names = arguments[4];
    String growing = arguments[5];
    Duration time = Duration.ofMillis(Math.round(1000 * Double.parseDouble(arguments[6])));
    List<String> others = List.of(arguments).subList(7, arguments.length);
    OperationsTable table = measure(folder, size, rounds, names, time);
    Map<Long, OperationsTable> bySize = new TreeMap<>();
    bySize.put(size, table);
    for (String other : others) {
      long number = Long.parseLong(other);
      bySize.put(number, measure(folder, number, 1, growing, time));
    }
    GrowthTable growth = new GrowthTable();
    bySize.forEach((number, one) -> one.addTo(growth, number, Pattern.compile(growing)));
    ResultFile.write(
        Path.of(arguments[1]),
        table.text()
            + (others.isEmpty() ? "" : "\n## By the number of resources\n\n" + growth.text(""))
            + "\n"
            + OperationsTable.machine()
            + "Made by\n`./mvnw -q -pl benchmarks -am -DskipTests -Poperations verify"
            + (" -Doperations.rounds=" + rounds + " -Doperations.size=" + size)
            + (" -Doperations.sizes=\"" + String.join(" ", others) + "\"`.\n"));
  }

  private static OperationsTable measure(
      Path folder, long size, int rounds, String names, Duration time)
      throws IOException, SQLException, RunnerException {
    SampleFiles files = new SampleFiles(folder, size);
    // Here and not in a fork, so that none of them loads the migration engine.
    files.library();
    files.json();
    List<Path> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Path result = folder.resolve("size-" + size + "-round-" + round + ".json");
      results.add(run(files, result, names, time));
    }
    return OperationsTable.of(results, size);
  }

  private static Path run(SampleFiles files, Path result, String names, Duration time)
      throws RunnerException {
    ChainedOptionsBuilder options =
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
            .result(result.toString());
    if (!time.isZero()) {
      TimeValue iteration = TimeValue.milliseconds(time.toMillis());
      options.warmupIterations(1).warmupTime(iteration).measurementTime(iteration);
    }
    new Runner(options.build()).run();
    return result;
  }
}
