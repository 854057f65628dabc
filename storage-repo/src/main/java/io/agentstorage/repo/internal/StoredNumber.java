// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.spi.Damaged;
import org.jspecify.annotations.Nullable;

/**
 * A metric value as {@code metric_data} has it: a number, and its text only where that cannot be had from the number. The
 * two ways in which nearly all programs write numbers need none.
 *
 * @param number the nearest number; null for NaN
 * @param text null if it is written as {@link MetricValue#of} does, {@link #GO} if as {@link MetricValue#ofGo} does, else
 *     the text
 */
record StoredNumber(@Nullable Double number, @Nullable String text) {
  /** No number has this text. */
  static final String GO = "g";

  /** So many digits are exact in a double. */
  private static final int EXACT_DIGITS = 15;

  static StoredNumber of(MetricValue value) {
    String text = value.text();
    if (isPlainInteger(text)) {
      return new StoredNumber((double) Long.parseLong(text), null);
    }
    double number = value.asDouble();
    if (Double.isNaN(number)) {
      return new StoredNumber(null, text);
    }
    if (number == 0 && text.charAt(0) == '-') {
      return new StoredNumber(number, text); // SQLite keeps no sign of zero
    }
    if (MetricValue.of(number).equals(value)) {
      return new StoredNumber(number, null);
    }
    return new StoredNumber(number, MetricValue.ofGo(number).equals(value) ? GO : text);
  }

  /** The value that was stored. */
  MetricValue value() {
    if (text == null && number != null) {
      return MetricValue.of(number);
    }
    if (GO.equals(text) && number != null) {
      return MetricValue.ofGo(number);
    }
    try {
      return new MetricValue(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      throw Damaged.column("a metric value that is no number", e);
    }
  }

  private static boolean isPlainInteger(String text) {
    if (text.length() > EXACT_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
