// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.benchmarks.Machine;
import io.agentstorage.benchmarks.ResultFile;
import io.agentstorage.benchmarks.Results;
import io.agentstorage.core.metric.MetricSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** Metric samples: puts beside plain files, bytes at each stage, an hour of a cluster. */
public final class MetricWork {
  private static final int SERIES = 5_000;
  private static final List<Integer> PUT_ROWS = List.of(1, 100, 1_000);

  private MetricWork() {}

  /**
   * Measures and writes the tables.
   *
   * @param arguments a folder, the file of results, the rounds, the seconds of each way of putting, the nodes and the
   *     minutes of the cluster
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    Duration time = Duration.ofMillis(Math.round(1000 * Double.parseDouble(arguments[3])));
    int nodes = Integer.parseInt(arguments[4]);
    int minutes = Integer.parseInt(arguments[5]);
    ScrapedCluster cluster = new ScrapedCluster(SERIES);
    List<MetricSample> samples = new ArrayList<>();
    for (int minute = 0; minute < 4; minute++) {
      samples.addAll(cluster.scrape(0, minute));
    }
    Results results = new Results();
    new MetricPuts(folder, samples, time.dividedBy(3)).run(100, new Results());
    for (int round = 0; round < rounds; round++) {
      for (int rows : PUT_ROWS) {
        new MetricPuts(folder, samples, time).run(rows, results);
      }
    }
    for (int round = 0; round < rounds; round++) {
      new MetricBytes(folder, cluster, 2).run(results);
    }
    new MetricHour(folder, cluster, nodes, minutes).run(results);
    ResultFile.write(Path.of(arguments[1]), text(results, rounds, time) + command(arguments));
  }

  private static String text(Results results, int rounds, Duration time) {
    return String.format(
            Locale.ROOT,
            "# Metric samples%n%nSamples of containers with 8 labels, as a scraper gives them"
                + " (`ScrapedCluster`). Each figure is the median (least–most) of %d rounds, in"
                + " which the alternatives took turns; each way of putting had %.1f s. What is of"
                + " one line only was done once. The ratio is that of the first column to the first"
                + " line.%n",
            rounds,
            time.toMillis() / 1000.0)
        + results.text("##")
        + "\n"
        + Machine.describe("-Xmx128m", DSLContext.class);
  }

  private static String command(String[] arguments) {
    return "Made by\n`./mvnw -q -pl benchmarks -am -DskipTests -Pmetrics -Dmetrics.rounds=%s -Dmetrics.seconds=%s -Dmetrics.nodes=%s -Dmetrics.minutes=%s verify`.\n"
        .formatted(arguments[2], arguments[3], arguments[4], arguments[5]);
  }
}
