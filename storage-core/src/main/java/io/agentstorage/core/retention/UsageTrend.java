// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How what is in use has grown lately. Immutable.
 *
 * @param points what was measured, in the order of time; no more than {@value #MOST_POINTS}
 */
public record UsageTrend(List<Point> points) {
  /** How many measurements are kept: a day of one every five minutes. */
  public static final int MOST_POINTS = 288;

  private static final UsageTrend NONE = new UsageTrend(List.of());

  /** Beyond that a straight line says nothing. */
  private static final double MOST_DAYS = 36_500;

  /** Copies the list. */
  public UsageTrend {
    points = List.copyOf(points);
  }

  /**
   * What was in use at some time. Immutable.
   *
   * @param at the time
   * @param bytes {@link OwnSpace#usedBytes}
   */
  public record Point(Instant at, long bytes) {}

  /**
   * Nothing was measured yet.
   *
   * @return the trend
   */
  public static UsageTrend none() {
    return NONE;
  }

  /**
   * Adds a measurement; the oldest is forgotten if there are too many, and what is not older than this one, where the
   * clock was set back.
   *
   * @param at when
   * @param bytes how many bytes were in use
   * @return a changed copy
   */
  public UsageTrend plus(Instant at, long bytes) {
    List<Point> all = new ArrayList<>(points);
    all.removeIf(point -> !point.at.isBefore(at));
    all.add(new Point(at, bytes));
    return new UsageTrend(all.subList(Math.max(0, all.size() - MOST_POINTS), all.size()));
  }

  /**
   * The growth, as a straight line through the measurements has it (least squares).
   *
   * @return bytes a day, negative where it shrinks; empty with fewer than two measurements
   */
  public OptionalDouble bytesPerDay() {
    if (points.size() < 2) {
      return OptionalDouble.empty();
    }
    Instant start = points.get(0).at;
    double meanDays = points.stream().mapToDouble(point -> days(start, point)).average().orElse(0);
    double meanBytes = points.stream().mapToDouble(Point::bytes).average().orElse(0);
    double together = 0;
    double spread = 0;
    for (Point point : points) {
      double days = days(start, point) - meanDays;
      together += days * (point.bytes - meanBytes);
      spread += days * days;
    }
    return OptionalDouble.of(together / spread);
  }

  private static double days(Instant start, Point point) {
    return Duration.between(start, point.at).toMillis() / (double) Duration.ofDays(1).toMillis();
  }

  /**
   * When a budget will be used up, if it goes on like this.
   *
   * @param usedBytes what is in use now
   * @param budgetBytes what may be
   * @return how long until then, none at all if it is used up; empty where it does not grow, nobody knows, or it takes more
   *     than a century
   */
  public Optional<Duration> timeToFull(long usedBytes, long budgetBytes) {
    if (usedBytes >= budgetBytes) {
      return Optional.of(Duration.ZERO);
    }
    double perDay = bytesPerDay().orElse(0);
    double days = (budgetBytes - usedBytes) / perDay;
    return perDay <= 0 || days > MOST_DAYS
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (days * Duration.ofDays(1).toMillis())));
  }
}
