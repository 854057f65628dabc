// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lying bars, a group for each name, a bar in it for each series, with the spread where there is one. Immutable.
 *
 * @param title above all
 * @param axis what the numbers are, with their unit
 * @param series at most seven
 */
public record BarChart(String title, String axis, List<Series> series) {
  private static final int WIDTH = 860;
  private static final int LEFT = 300;
  private static final int RIGHT = 90;
  private static final int TOP = 76;
  private static final int BAR = 14;
  private static final int GAP = 12;

  /** Copies the series. */
  public BarChart {
    series = List.copyOf(series);
  }

  /**
   * Draws it.
   *
   * @return the text of an SVG file
   */
  public String svg() {
    Set<String> names = new LinkedHashSet<>();
    series.forEach(one -> one.points().forEach(point -> names.add(point.at())));
    int group = series.size() * BAR + GAP;
    int bottom = TOP + names.size() * group;
    Svg svg = new Svg(WIDTH, bottom + 56, title);
    svg.text(20, 30, Svg.Anchor.START, "title", title);
    legend(svg);

    Scale scale =
        Scale.to(
            series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Series.Point::high)
                .max()
                .orElse(0));
    double unit = (WIDTH - LEFT - RIGHT) / scale.end();
    for (int i = 0; i <= scale.steps(); i++) {
      double x = LEFT + i * scale.step() * unit;
      svg.line(x, TOP, x, bottom, i == 0 ? "axis" : "grid");
      svg.text(x, bottom + 18, Svg.Anchor.MIDDLE, "small", Scale.text(i * scale.step()));
    }
    svg.text(LEFT + (WIDTH - LEFT - RIGHT) / 2.0, bottom + 42, Svg.Anchor.MIDDLE, "", axis);

    double y = TOP + GAP / 2.0;
    for (String name : names) {
      svg.text(LEFT - 10, y + series.size() * BAR / 2.0 + 4.5, Svg.Anchor.END, "", name);
      for (int i = 0; i < series.size(); i++) {
        for (Series.Point point : series.get(i).points()) {
          if (point.at().equals(name)) {
            bar(svg, point, y + i * BAR, unit, "f" + i % Svg.COLOURS);
          }
        }
      }
      y += group;
    }
    return svg.finish();
  }

  private void legend(Svg svg) {
    double x = 20;
    List<String> names = new ArrayList<>();
    series.forEach(one -> names.add(one.name()));
    for (int i = 0; i < names.size() && names.size() > 1; i++) {
      svg.rectangle(x, 45, 12, 12, "f" + i % Svg.COLOURS);
      svg.text(x + 18, 56, Svg.Anchor.START, "", names.get(i));
      x += 18 + names.get(i).length() * 7.2 + 24;
    }
  }

  private static void bar(Svg svg, Series.Point point, double y, double unit, String style) {
    double middle = y + BAR / 2.0;
    svg.rectangle(LEFT, y + 1, point.value() * unit, BAR - 2, style);
    if (point.high() > point.low()) {
      double low = LEFT + point.low() * unit;
      double high = LEFT + point.high() * unit;
      svg.line(low, middle, high, middle, "spread");
      svg.line(low, middle - 3, low, middle + 3, "spread");
      svg.line(high, middle - 3, high, middle + 3, "spread");
    }
    double end = LEFT + Math.max(point.value(), point.high()) * unit;
    svg.text(end + 6, middle + 4.5, Svg.Anchor.START, "small", Scale.text(point.value()));
  }
}
