// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import io.agentstorage.benchmarks.plot.LineChart;
import io.agentstorage.benchmarks.plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;

/** What queries took at each size, how that grew, and beside a scan of labels as JSON text. */
final class QueryReport {
  /** What the names of those begin with that scan JSON text; the rest is the name of the same query of the library. */
  static final String SCAN = "JSON scan: ";

  private static final List<String> PLOTTED =
      List.of(
          "find by key",
          "rare, first 100",
          "a third, first 100",
          "key absent, first 100",
          "5 %, first 100",
          "rare, as of before, all",
          "pending, first 500");

  private final Map<String, Map<Long, Timing>> timings = new LinkedHashMap<>();

  void add(String query, long size, Timing timing) {
    timings.computeIfAbsent(query, name -> new LinkedHashMap<>()).put(size, timing);
  }

  String text(int rounds, List<String> sizes) {
    GrowthTable table = new GrowthTable();
    List<String> ratios = new ArrayList<>();
    timings.forEach(
        (query, bySize) -> {
          bySize.forEach((size, timing) -> table.add(query, size, timing.text()));
          ratios.add(growth(query, bySize));
        });
    return "# Queries by the number of resources\n\n"
        + String.format(
            Locale.ROOT,
            "Milliseconds: median (5 %% to 95 %% of %d rounds), and how many rows came. Typed"
                + " results, all columns.%n%n",
            rounds)
        + table.text("query")
        + "\n![First pages by the number of resources](queries.svg)\n\n"
        + "## Ratios of the medians\n\n"
        + Markdown.head(List.of("query", "the largest beside the smallest", "JSON scan beside it"))
        + String.join("", ratios)
        + "\n"
        + Machine.describe("-Xmx128m", DSLContext.class)
        + String.format(
            Locale.ROOT,
            "Made by\n`./mvnw -q -pl benchmarks -am -DskipTests -Pqueries verify -Drounds=%d"
                + " -Dsizes=\"%s\"`.\n",
            rounds,
            String.join(" ", sizes));
  }

  private String growth(String query, Map<Long, Timing> bySize) {
    List<Timing> ordered = List.copyOf(bySize.values());
    Map<Long, Timing> scans = timings.getOrDefault(SCAN + query, Map.of());
    List<String> beside = new ArrayList<>();
    bySize.forEach(
        (size, timing) -> {
          Timing scan = scans.get(size);
          if (scan != null) {
            beside.add(ratio(scan.median() / timing.median()));
          }
        });
    return Markdown.row(
        query,
        ratio(ordered.getLast().median() / ordered.getFirst().median()),
        String.join(", ", beside));
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }

  LineChart plot() {
    List<Series> lines = new ArrayList<>();
    for (String query : PLOTTED) {
      List<Series.Point> points = new ArrayList<>();
      Objects.requireNonNull(timings.get(query))
          .forEach(
              (size, timing) ->
                  points.add(
                      new Series.Point(
                          Long.toString(size), timing.median(), timing.low(), timing.high())));
      lines.add(new Series(query, points));
    }
    return new LineChart(
        "Queries by the number of resources", "resources", "milliseconds, median", lines);
  }
}
