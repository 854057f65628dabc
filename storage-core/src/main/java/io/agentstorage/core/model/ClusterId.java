// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

/**
 * The small number that a cluster has in every key. Immutable.
 *
 * @param value the number, from 1
 */
public record ClusterId(int value) {

  /** The one cluster of an embedded store. */
  public static final ClusterId LOCAL = new ClusterId(1);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ClusterId {
    if (value < 1) {
      throw new IllegalArgumentException("a cluster id starts at 1, this is " + value);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
