// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much of one class of data is kept. Where several limits are set, the one that lets most go decides. Immutable: each
 * method gives a changed copy.
 *
 * @param maxAge how old something may be; null if age does not count
 * @param maxRows how many rows, or files, may stay; empty if their number does not count
 * @param maxBytes how many bytes may stay; empty if they do not count
 */
public record RetentionRule(
    @Nullable Duration maxAge, OptionalLong maxRows, OptionalLong maxBytes) {
  private static final RetentionRule KEEP_ALL =
      new RetentionRule(null, OptionalLong.empty(), OptionalLong.empty());

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public RetentionRule {
    if ((maxAge != null && maxAge.isNegative())
        || maxRows.orElse(0) < 0
        || maxBytes.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "the limits of a retention rule must not be negative: age "
              + maxAge
              + ", rows "
              + maxRows
              + ", bytes "
              + maxBytes);
    }
  }

  /**
   * Nothing goes because of it.
   *
   * @return the rule
   */
  public static RetentionRule keepAll() {
    return KEEP_ALL;
  }

  /**
   * What is older goes.
   *
   * @param age the age, from 0; null for any
   * @return a changed copy
   */
  public RetentionRule maxAge(@Nullable Duration age) {
    return new RetentionRule(age, maxRows, maxBytes);
  }

  /**
   * What is more goes, oldest first.
   *
   * @param rows so many stay, from 0
   * @return a changed copy
   */
  public RetentionRule maxRows(long rows) {
    return new RetentionRule(maxAge, OptionalLong.of(rows), maxBytes);
  }

  /**
   * What is more goes, oldest first.
   *
   * @param bytes so many stay, from 0; of rows in a database estimated as {@link ClassPlan#bytes} is
   * @return a changed copy
   */
  public RetentionRule maxBytes(long bytes) {
    return new RetentionRule(maxAge, maxRows, OptionalLong.of(bytes));
  }

  /**
   * Before which time something is too old.
   *
   * @param now the time that ages count to
   * @return the time, in whole milliseconds; null if age does not count
   */
  public @Nullable Instant cutoff(Instant now) {
    if (maxAge == null) {
      return null;
    }
    try {
      return Instant.ofEpochMilli(now.minus(maxAge).toEpochMilli());
    } catch (ArithmeticException | DateTimeException e) {
      return Instant.ofEpochMilli(Long.MIN_VALUE); // nothing is as old as that
    }
  }

  /**
   * Whether it lets nothing go.
   *
   * @return true without any limit
   */
  public boolean keepsAll() {
    return maxAge == null && maxRows.isEmpty() && maxBytes.isEmpty();
  }
}
