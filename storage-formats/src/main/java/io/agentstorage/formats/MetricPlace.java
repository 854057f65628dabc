// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

/**
 * A place in an input. Immutable.
 *
 * @param source what the input is called, see {@link MetricReadOptions#source()}
 * @param unit what {@code number} counts: {@code line} in text, {@code row} in JSON, {@code series} in a remote_write body
 * @param number which one, from 1; 0 if it is the input as a whole
 * @param column the character within the line, from 1; 0 where there are no columns
 */
public record MetricPlace(String source, String unit, long number, int column) {

  /** The place for people: {@code node.prom, line 12, column 8}. */
  @Override
  public String toString() {
    return source
        + (number > 0 ? ", " + unit + " " + number : "")
        + (column > 0 ? ", column " + column : "");
  }
}
