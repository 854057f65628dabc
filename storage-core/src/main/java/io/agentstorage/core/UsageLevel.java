// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

/** How full something is. */
public enum UsageLevel {
  /** Less than half. */
  NONE(0),
  /** From 50 %. */
  LOW(50),
  /** From 65 %. */
  MEDIUM(65),
  /** From 80 %. */
  HIGH(80),
  /** From 90 %. */
  CRITICAL(90);

  private final int percent;

  UsageLevel(int percent) {
    this.percent = percent;
  }

  /**
   * Where the level begins.
   *
   * @return 0 to 100
   */
  public int percent() {
    return percent;
  }

  /**
   * The level of a share.
   *
   * @param percent the share, from 0
   * @return the highest level that has begun
   */
  public static UsageLevel of(double percent) {
    UsageLevel level = NONE;
    for (UsageLevel next : values()) {
      if (percent >= next.percent) {
        level = next;
      }
    }
    return level;
  }
}
