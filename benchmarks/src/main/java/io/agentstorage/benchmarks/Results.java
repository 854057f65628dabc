// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured in each round, as tables: one for each work, with a line for each way and a column for each figure. */
public final class Results {
  private final Map<String, Map<String, Map<String, List<Double>>>> works = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /** None yet. */
  public Results() {}

  /**
   * Adds a figure of one round. The first way of a work is what its other ways are compared with, in the first figure.
   *
   * @param work what was done
   * @param way how it was done
   * @param figure what was measured, with its unit
   * @param value the figure
   */
  public void add(String work, String way, String figure, double value) {
    works
        .computeIfAbsent(work, w -> new LinkedHashMap<>())
        .computeIfAbsent(way, w -> new LinkedHashMap<>())
        .computeIfAbsent(figure, f -> new ArrayList<>())
        .add(value);
    System.out.printf(Locale.ROOT, "%s · %s · %s: %s%n", work, way, figure, number(value));
  }

  /**
   * What is to be said below a table; the last one counts.
   *
   * @param work whose table
   * @param text Markdown
   */
  public void note(String work, String text) {
    notes.put(work, text);
  }

  /**
   * The first figure of each way of each work.
   *
   * @return what each round gave, by a name that has both
   */
  public Map<String, List<Double>> firstFigures() {
    Map<String, List<Double>> first = new LinkedHashMap<>();
    works.forEach(
        (work, ways) ->
            ways.forEach(
                (way, figures) -> {
                  Map.Entry<String, List<Double>> figure = figures.entrySet().iterator().next();
                  first.put(work + ", " + way + ", " + figure.getKey(), figure.getValue());
                }));
    return first;
  }

  /**
   * The tables.
   *
   * @param heading what their headings begin with, such as {@code ##}
   * @return Markdown
   */
  public String text(String heading) {
    StringBuilder text = new StringBuilder();
    works.forEach(
        (work, ways) -> {
          List<String> figures = new ArrayList<>(ways.values().iterator().next().keySet());
          text.append("\n").append(heading).append(' ').append(work).append("\n\n| |");
          figures.forEach(figure -> text.append(' ').append(figure).append(" |"));
          text.append(" ratio |\n|---|").append("---|".repeat(figures.size() + 1)).append('\n');
          List<Double> reference = ways.values().iterator().next().values().iterator().next();
          ways.forEach(
              (way, measured) -> {
                text.append("| ").append(way).append(" |");
                figures.forEach(
                    figure ->
                        text.append(' ')
                            .append(spread(measured.getOrDefault(figure, List.of())))
                            .append(" |"));
                text.append(' ')
                    .append(spread(ratios(measured.values().iterator().next(), reference)))
                    .append(" |\n");
              });
          if (notes.containsKey(work)) {
            text.append('\n').append(notes.get(work)).append('\n');
          }
        });
    return text.toString();
  }

  private static List<Double> ratios(List<Double> values, List<Double> reference) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(values.size(), reference.size()); round++) {
      ratios.add(values.get(round) / reference.get(round));
    }
    return ratios;
  }

  /**
   * The middle of some rounds, with the least and the most of them.
   *
   * @param values what each round gave
   * @return {@code 1.72 (1.65–1.80)}; nothing if there are none
   */
  public static String spread(List<Double> values) {
    if (values.isEmpty()) {
      return "";
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return number(median) + " (" + number(sorted.getFirst()) + "–" + number(sorted.getLast()) + ")";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }
}
