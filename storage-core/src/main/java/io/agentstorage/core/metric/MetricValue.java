// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

/**
 * A number that keeps the text it came with, because a {@code double} cannot tell {@code 0.10} from {@code 0.1} and has
 * no room for 20 digits. Immutable. Two are equal if their texts are.
 *
 * <p>The text is a decimal number with an optional sign, fraction and exponent ({@code 0.1}, {@code -1e308}, {@code .5}),
 * or {@code NaN}, {@code Inf}, {@code Infinity} in any case, the last two with an optional sign: what Prometheus' text
 * format has, without hexadecimal numbers.
 *
 * @param text the number
 */
public record MetricValue(String text) {

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public MetricValue {
    if (!NumberText.isNumber(text)) {
      throw new IllegalArgumentException(
          "a metric value must be a decimal number, NaN, +Inf or -Inf; this text of "
              + text.length()
              + " characters is none");
    }
  }

  /**
   * The shortest text that reads back as the same {@code double}: {@code 446}, {@code 0.1}, {@code 12345678}, {@code
   * 1e+308}, {@code NaN}, {@code +Inf}. There is an exponent where the number is 1e21 or more, or less than 1e-6.
   *
   * @param number the number
   * @return the value
   */
  public static MetricValue of(double number) {
    if (Double.isNaN(number)) {
      return new MetricValue("NaN");
    }
    if (Double.isInfinite(number)) {
      return new MetricValue(number > 0 ? "+Inf" : "-Inf");
    }
    ShortestDigits shortest = ShortestDigits.of(number);
    boolean plain = shortest.point() > -6 && shortest.point() <= 21;
    return new MetricValue(plain ? shortest.plain() : shortest.scientific());
  }

  /**
   * The shortest text as Go's {@code strconv.FormatFloat(number, 'g', -1, 64)} writes it, which is how most programs show
   * their metrics to Prometheus: {@code 446}, {@code 1.2345678e+07}, {@code NaN}, {@code +Inf}.
   *
   * @param number the number
   * @return the value
   */
  public static MetricValue ofGo(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return of(number);
    }
    ShortestDigits shortest = ShortestDigits.of(number);
    boolean plain = shortest.point() > -4 && shortest.point() <= 6;
    return new MetricValue(plain ? shortest.plain() : shortest.scientific());
  }

  /**
   * The number as a {@code double}: the nearest there is, infinite if it is larger than any.
   *
   * @return the number
   */
  public double asDouble() {
    return NumberText.toDouble(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
