// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.GrowthTable;
import io.agentstorage.benchmarks.Machine;
import io.agentstorage.benchmarks.ResultFile;
import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** Several threads at work on one file, and long runs of small writes: some rounds of each, the alternatives in turn. */
public final class MixedWork {
  private static final int SAMPLE = 10_000;

  /** Of fewer, less than a page would match. */
  private static final long FEW = 2_000;

  private MixedWork() {}

  /**
   * Measures and writes the tables.
   *
   * @param arguments a folder for databases, the file of results, the rounds, the seconds for which each mix of threads
   *     is at work, the numbers of resources
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    Duration time = Duration.ofMillis(Math.round(1000 * Double.parseDouble(arguments[3])));
    List<String> sizes = List.of(arguments).subList(4, arguments.length);
    warmUp(folder, Math.max(FEW, Long.parseLong(sizes.getFirst()) / 10), time.dividedBy(3));
    GrowthTable growth = new GrowthTable();
    StringBuilder tables = new StringBuilder();
    for (String size : sizes) {
      SampleFiles files = new SampleFiles(folder, Long.parseLong(size));
      Results results = measure(files, rounds, time);
      results
          .firstFigures()
          .forEach((name, values) -> growth.add(name, files.size(), Results.spread(values)));
      tables
          .append(String.format(Locale.ROOT, "%n## %,d resources%n", files.size()))
          .append(results.text("###"));
    }
    ResultFile.write(Path.of(arguments[1]), text(growth, tables.toString(), rounds, time, sizes));
  }

  private static Results measure(SampleFiles files, int rounds, Duration time) throws Exception {
    List<ResourceTags> sample = files.some((int) Math.min(SAMPLE, files.size()));
    Results results = new Results();
    for (int round = 0; round < rounds; round++) {
      round(files, sample, time, results);
    }
    return results;
  }

  private static void warmUp(Path folder, long size, Duration time) throws Exception {
    SampleFiles few = new SampleFiles(folder, size);
    round(few, few.some((int) Math.min(SAMPLE, size)), time, new Results());
  }

  private static void round(
      SampleFiles files, List<ResourceTags> sample, Duration time, Results results)
      throws Exception {
    new UpsertsFromThreads(files, sample, time).run(results);
    new ReadersBesideLoad(files, sample, time).run(results);
    new WriterBesideLoad(files, sample, time).run(results);
    new OutboxDrain(files).run(results);
    new Purge(files).run(results);
  }

  private static String text(
      GrowthTable growth, String tables, int rounds, Duration time, List<String> sizes) {
    return String.format(
            Locale.ROOT,
            "# Several threads at work, and long runs of small writes%n%nSo many resources are"
                + " stored before. Each figure is the median (least–most) of %d rounds, in which"
                + " the alternatives took turns; one mix of threads is at work for %.1f s. The"
                + " ratio is that of the first column to the first line, round by round.%n%n## By"
                + " the number of resources%n%n",
            rounds,
            time.toMillis() / 1000.0)
        + growth.text("")
        + tables
        + "\n"
        + Machine.describe("-Xmx128m", DSLContext.class)
        + String.format(
            Locale.ROOT,
            "Made by\n`./mvnw -q -pl benchmarks -am -DskipTests -Pmixed verify"
                + " -Dmixed.rounds=%d -Dmixed.seconds=%s -Dmixed.sizes=\"%s\"`.\n",
            rounds,
            time.toMillis() / 1000.0,
            String.join(" ", sizes));
  }
}
