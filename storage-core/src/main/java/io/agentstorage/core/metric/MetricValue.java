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
   * The shortest text that reads back as the same {@code double}: {@code 446}, {@code 0.1}, {@code 1.0E308}, {@code NaN},
   * {@code +Inf}.
   *
   * @param number the number
   * @return the value
   */
  public static MetricValue of(double number) {
    if (Double.isInfinite(number)) {
      return new MetricValue(number > 0 ? "+Inf" : "-Inf");
    }
    String text = Double.toString(number);
    return new MetricValue(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
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
