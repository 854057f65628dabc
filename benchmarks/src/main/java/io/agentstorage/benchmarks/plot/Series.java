// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import java.util.List;

/**
 * Numbers under one name. Immutable.
 *
 * @param name what is shown
 * @param points the numbers
 */
public record Series(String name, List<Point> points) {

  /**
   * One number.
   *
   * @param at where it belongs: the name of a bar, or a number along the axis
   * @param value the number
   * @param low the lowest that was measured
   * @param high the highest that was measured
   */
  public record Point(String at, double value, double low, double high) {

    /**
     * A number without a spread.
     *
     * @param at where it belongs
     * @param value the number
     */
    public Point(String at, double value) {
      this(at, value, value, value);
    }
  }

  /** Copies the points. */
  public Series {
    points = List.copyOf(points);
  }
}
