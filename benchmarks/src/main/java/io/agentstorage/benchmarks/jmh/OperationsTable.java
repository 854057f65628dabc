// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentstorage.benchmarks.GrowthTable;
import io.agentstorage.benchmarks.Machine;
import io.agentstorage.benchmarks.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.apache.ibatis.session.SqlSession;
import org.hibernate.StatelessSession;
import org.jdbi.v3.core.Jdbi;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;

/** The results of some rounds of JMH as one table. */
final class OperationsTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the others of a benchmark are compared with. */
  private static final String REFERENCE = "JDBC_KEPT";

  private final long size;
  private final int rounds;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private OperationsTable(long size, int rounds) {
    this.size = size;
    this.rounds = rounds;
  }

  /**
   * A benchmark with its parameters.
   *
   * @param group the class that has it
   * @param medians that of each round
   */
  private record Row(
      String group,
      String benchmark,
      @Nullable String way,
      String unit,
      List<Double> all,
      List<Double> medians) {

    String name() {
      return way == null
          ? benchmark
          : benchmark + ": " + way.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static OperationsTable of(List<Path> results, long size) throws IOException {
    OperationsTable table = new OperationsTable(size, results.size());
    for (Path result : results) {
      for (JsonNode benchmark : JSON.readTree(result.toFile())) {
        table.add(benchmark);
      }
    }
    return table;
  }

  private void add(JsonNode result) {
    String[] path = result.path("benchmark").asText().split("\\.", -1);
    StringJoiner values = new StringJoiner(", ");
    result.path("params").forEach(value -> values.add(value.asText()));
    JsonNode metric = result.path("primaryMetric");
    List<Double> iterations = new ArrayList<>();
    for (JsonNode fork : metric.path("rawData")) {
      fork.forEach(iteration -> iterations.add(iteration.asDouble()));
    }
    Row made =
        new Row(
            path[path.length - 2],
            path[path.length - 1],
            values.length() == 0 ? null : values.toString(),
            metric.path("scoreUnit").asText().replace("/op", ""),
            new ArrayList<>(),
            new ArrayList<>());
    Row row = rows.computeIfAbsent(made.name(), name -> made);
    row.all().addAll(iterations);
    row.medians().add(median(iterations));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  String text() {
    StringBuilder text = new StringBuilder("# Single operations\n\n");
    text.append(String.format(Locale.ROOT, "%,d resources. Each figure is the median", size))
        .append(" of all iterations of ")
        .append(rounds)
        .append(
            " rounds; in a round each row ran once, in a JVM of its own, after a warm-up. The"
                + " spread is the shortest and the longest iteration; the ratio is that to plain"
                + " JDBC with a kept statement, the median and the range of the rounds.\n\n"
                + "| operation | median | spread | ratio |\n"
                + "|---|---|---|---|\n");
    rows.values().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  /** What the figures were measured on. */
  static String machine() {
    return Machine.describe(
        "-Xmx128m",
        DSLContext.class,
        Jdbi.class,
        StatelessSession.class,
        SqlSession.class,
        Runner.class);
  }

  /** Adds the rows whose benchmark is one of the named. */
  void addTo(GrowthTable growth, long resources, Pattern names) {
    rows.values().stream()
        .filter(row -> names.matcher(row.group()).find())
        .forEach(
            row ->
                growth.add(row.name() + ", " + row.unit(), resources, Results.spread(row.all())));
  }

  private String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s %s | %s–%s | %s |%n",
        row.name(),
        number(median(row.all())),
        row.unit(),
        number(Collections.min(row.all())),
        number(Collections.max(row.all())),
        ratio(row));
  }

  private String ratio(Row row) {
    Row reference =
        rows.values().stream()
            .filter(other -> other.benchmark().equals(row.benchmark()))
            .filter(other -> REFERENCE.equals(other.way()))
            .findFirst()
            .orElse(null);
    if (reference == null || reference.medians().size() != row.medians().size()) {
      return "";
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < row.medians().size(); round++) {
      ratios.add(row.medians().get(round) / reference.medians().get(round));
    }
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f–%.2f)",
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
