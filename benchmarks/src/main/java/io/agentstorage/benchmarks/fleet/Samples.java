// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Numbers of one kind, several of each: by what was done, by whom, and by how many clusters there were. */
final class Samples {
  private final String unit;
  private final Map<Line, Map<Integer, List<Double>>> lines = new LinkedHashMap<>();

  /** The order of the lines is that of what was done, and then that of who did it. */
  Samples(String unit, List<String> whats, List<String> whos) {
    this.unit = unit;
    for (String what : whats) {
      whos.forEach(who -> lines.put(new Line(what, who), new LinkedHashMap<>()));
    }
  }

  /**
   * A line of a table.
   *
   * @param what was done
   * @param who did it
   */
  record Line(String what, String who) {}

  void add(String what, String who, int clusters, double value) {
    lines
        .computeIfAbsent(new Line(what, who), line -> new LinkedHashMap<>())
        .computeIfAbsent(clusters, count -> new ArrayList<>())
        .add(value);
  }

  /** Says what was measured last, for whoever waits for the end. */
  void report(int clusters, Function<List<Double>, String> cell) {
    lines.forEach(
        (line, sizes) -> {
          if (sizes.containsKey(clusters)) {
            System.out.printf(
                Locale.ROOT,
                "%d clusters · %s · %s: %s %s%n",
                clusters,
                line.what(),
                line.who(),
                cell.apply(sizes.get(clusters)),
                unit);
          }
        });
  }

  /** What one did at each number of clusters. */
  Map<Integer, List<Double>> of(String what, String who) {
    return lines.getOrDefault(new Line(what, who), Map.of());
  }

  /** A line for each of what and who, a column for each number of clusters. */
  String table(String what, String who, Function<List<Double>, String> cell) {
    Set<Integer> counts = new TreeSet<>();
    lines.values().forEach(sizes -> counts.addAll(sizes.keySet()));
    List<String> head = new ArrayList<>(List.of(what, who));
    counts.forEach(count -> head.add(count + (count == 1 ? " cluster" : " clusters")));
    StringBuilder table = new StringBuilder(Markdown.head(head));
    lines.forEach(
        (line, sizes) -> {
          List<String> row = new ArrayList<>(List.of(line.what(), line.who()));
          counts.forEach(
              count -> row.add(sizes.containsKey(count) ? cell.apply(sizes.get(count)) : ""));
          if (!sizes.isEmpty()) {
            table.append(Markdown.row(row.toArray(String[]::new)));
          }
        });
    return table.toString();
  }
}
