// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each class of data, and how what goes is deleted. A class without a rule here has its own, see {@link
 * RetainedClass#defaultRule}. Immutable: each method gives a changed copy.
 *
 * @param rules the rules by the name of their class
 * @param budget what all of it together may take; null if it may take any room
 * @param mostChunkRows how many rows one transaction deletes at the most
 * @param chunkTime how long one transaction should take: the number of rows of the next one is chosen so
 * @param pause how long others are let in between two transactions, besides those who wait in this process already
 * @param keepFreeBytes how much of what becomes free in a database file stays in it for what comes next
 */
public record RetentionPolicy(
    Map<String, RetentionRule> rules,
    @Nullable DiskBudget budget,
    int mostChunkRows,
    Duration chunkTime,
    Duration pause,
    long keepFreeBytes) {
  private static final int MOST_CHUNK_ROWS = 50_000;
  private static final long KEEP_FREE = 64L << 20;

  /**
   * Checks the numbers and copies the rules.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RetentionPolicy {
    rules = Map.copyOf(rules);
    if (mostChunkRows < 1 || !chunkTime.isPositive() || pause.isNegative() || keepFreeBytes < 0) {
      throw new IllegalArgumentException(
          "a chunk has at least one row and some time, a pause and bytes are not negative: rows "
              + mostChunkRows
              + ", time "
              + chunkTime
              + ", pause "
              + pause
              + ", free bytes "
              + keepFreeBytes);
    }
  }

  /**
   * The default rule of each class, no budget, transactions of about 40 ms and at the most 50,000 rows, 5 ms between
   * them, and 64 MiB kept free.
   *
   * @return the defaults
   */
  public static RetentionPolicy defaults() {
    return new RetentionPolicy(
        Map.of(), null, MOST_CHUNK_ROWS, Duration.ofMillis(40), Duration.ofMillis(5), KEEP_FREE);
  }

  /**
   * Sets the rule of a class.
   *
   * @param className the {@link RetainedClass#name} of the class
   * @param rule the rule
   * @return a changed copy
   */
  public RetentionPolicy with(String className, RetentionRule rule) {
    Map<String, RetentionRule> changed = new TreeMap<>(rules);
    changed.put(className, rule);
    return new RetentionPolicy(changed, budget, mostChunkRows, chunkTime, pause, keepFreeBytes);
  }

  /**
   * Sets what all of it together may take.
   *
   * @param room the budget, null for none
   * @return a changed copy
   */
  public RetentionPolicy budget(@Nullable DiskBudget room) {
    return new RetentionPolicy(rules, room, mostChunkRows, chunkTime, pause, keepFreeBytes);
  }

  /**
   * Sets how much one transaction deletes.
   *
   * @param mostRows rows at the most, from 1
   * @param time about how long it takes; more than 0
   * @param between how long others are let in before the next one; from 0
   * @return a changed copy
   */
  public RetentionPolicy chunks(int mostRows, Duration time, Duration between) {
    return new RetentionPolicy(rules, budget, mostRows, time, between, keepFreeBytes);
  }

  /**
   * Sets how much room stays free in a database file.
   *
   * @param bytes so many at the most, from 0
   * @return a changed copy
   */
  public RetentionPolicy keepFreeBytes(long bytes) {
    return new RetentionPolicy(rules, budget, mostChunkRows, chunkTime, pause, bytes);
  }

  /**
   * The rule of a class.
   *
   * @param retained the class
   * @return the rule that was set for it, else its default
   */
  public RetentionRule rule(RetainedClass retained) {
    RetentionRule set = rules.get(retained.name());
    return set == null ? retained.defaultRule() : set;
  }
}
