// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import java.time.Duration;

/**
 * A moment until which something may take. It goes by the monotonic clock of this JVM, so that setting the time of the
 * machine moves none, and it means nothing in another process. Immutable.
 */
public final class Deadline {
  private static final Deadline NONE = new Deadline(0, false);

  /** Differences of the clock are only meaningful up to half of its range; what is farther away never comes. */
  private static final Duration FARTHEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final long at;
  private final boolean limited;

  private Deadline(long at, boolean limited) {
    this.at = at;
    this.limited = limited;
  }

  /**
   * No deadline: it never passes.
   *
   * @return the one
   */
  public static Deadline none() {
    return NONE;
  }

  /**
   * A deadline so far from now.
   *
   * @param time how long; not more than 0 has passed already, more than 146 years is {@link #none()}
   * @return the deadline
   */
  public static Deadline after(Duration time) {
    if (time.compareTo(FARTHEST) > 0) {
      return NONE;
    }
    return new Deadline(System.nanoTime() + (time.isNegative() ? 0 : time.toNanos()), true);
  }

  /**
   * Whether there is one at all.
   *
   * @return false for {@link #none()}
   */
  public boolean limited() {
    return limited;
  }

  /**
   * The time that is left.
   *
   * @return zero once it has passed; 146 years for {@link #none()}
   */
  public Duration remaining() {
    if (!limited) {
      return FARTHEST;
    }
    return Duration.ofNanos(Math.max(0, at - System.nanoTime()));
  }

  /**
   * Whether it has passed.
   *
   * @return never true for {@link #none()}
   */
  public boolean passed() {
    return limited && at - System.nanoTime() <= 0;
  }

  /**
   * The one of two that passes first.
   *
   * @param other another deadline
   * @return this or the other
   */
  public Deadline sooner(Deadline other) {
    if (!limited) {
      return other;
    }
    return !other.limited || at - other.at <= 0 ? this : other;
  }

  @Override
  public String toString() {
    return limited ? "in " + remaining().toMillis() + " ms" : "none";
  }
}
