// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Lines over numbers that grow by powers, as sizes do: the axis along is logarithmic, the one up is not. Immutable.
 *
 * @param title above all
 * @param along what the places of the points are; each is a positive number as text
 * @param up what the numbers are, with their unit
 * @param series at most seven
 */
public record LineChart(String title, String along, String up, List<Series> series) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 440;
  private static final int LEFT = 96;
  private static final int RIGHT = 330;
  private static final int TOP = 56;
  private static final int BOTTOM = 384;

  /** Copies the series. */
  public LineChart {
    series = List.copyOf(series);
  }

  /**
   * Draws it.
   *
   * @return the text of an SVG file
   */
  public String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    svg.text(20, 30, Svg.Anchor.START, "title", title);
    List<Double> places =
        series.stream()
            .flatMap(one -> one.points().stream())
            .map(LineChart::place)
            .distinct()
            .sorted()
            .toList();
    Scale scale =
        Scale.to(
            series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Series.Point::high)
                .max()
                .orElse(0));
    for (int i = 0; i <= scale.steps(); i++) {
      double y = y(i * scale.step(), scale);
      svg.line(LEFT, y, WIDTH - RIGHT, y, i == 0 ? "axis" : "grid");
      svg.text(LEFT - 8, y + 4, Svg.Anchor.END, "small", Scale.text(i * scale.step()));
    }
    for (double place : places) {
      double x = x(place, places);
      svg.line(x, BOTTOM, x, BOTTOM + 5, "axis");
      svg.text(x, BOTTOM + 20, Svg.Anchor.MIDDLE, "small", Scale.text(place));
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, Svg.Anchor.MIDDLE, "", along);
    svg.uprightText(24, (TOP + BOTTOM) / 2.0, up);
    for (int i = 0; i < series.size(); i++) {
      line(svg, series.get(i), i, places, scale);
    }
    return svg.finish();
  }

  private static void line(Svg svg, Series series, int number, List<Double> places, Scale scale) {
    int colour = number % Svg.COLOURS;
    StringBuilder points = new StringBuilder();
    List<Series.Point> ordered =
        series.points().stream().sorted(Comparator.comparingDouble(LineChart::place)).toList();
    for (Series.Point point : ordered) {
      double x = x(place(point), places);
      points.append(
          String.format(
              Locale.ROOT, "%s%.1f,%.1f", points.isEmpty() ? "" : " ", x, y(point.value(), scale)));
      if (point.high() > point.low()) {
        svg.line(x, y(point.low(), scale), x, y(point.high(), scale), "spread");
      }
      svg.dot(x, y(point.value(), scale), "f" + colour);
    }
    svg.path(points.toString(), "line l" + colour);
    double row = TOP + 14 + number * 24;
    double right = WIDTH - RIGHT + 24;
    svg.line(right, row, right + 20, row, "line l" + colour);
    svg.dot(right + 10, row, "f" + colour);
    svg.text(right + 28, row + 4.5, Svg.Anchor.START, "", series.name());
  }

  private static double place(Series.Point point) {
    return Double.parseDouble(point.at());
  }

  private static double x(double place, List<Double> places) {
    double first = places.get(0);
    double last = places.get(places.size() - 1);
    double part = last > first ? Math.log(place / first) / Math.log(last / first) : 0.5;
    return LEFT + 30 + part * (WIDTH - LEFT - RIGHT - 60);
  }

  private static double y(double value, Scale scale) {
    return BOTTOM - value / scale.end() * (BOTTOM - TOP);
  }
}
