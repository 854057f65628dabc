// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetentionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are to go, and why. Immutable.
 *
 * @param rows how many, oldest first
 * @param byAge whether these are exactly those that are too old
 * @param cutoff the time that age gives, or null
 * @param why for people
 */
record Amount(long rows, boolean byAge, @Nullable Instant cutoff, String why) {

  /**
   * Works it out. What is counted is counted only if a limit needs it.
   *
   * @param request what is asked for
   * @param rowBytes what a row takes
   * @param tooOld counts those before the cutoff
   * @param all counts all that may go
   */
  static Amount of(PurgeRequest request, long rowBytes, LongSupplier tooOld, LongSupplier all) {
    RetentionRule rule = request.rule();
    Instant cutoff = rule.cutoff(request.now());
    long old = cutoff == null ? 0 : tooOld.getAsLong();
    List<String> reasons = new ArrayList<>();
    if (cutoff != null) {
      reasons.add("older than " + rule.maxAge());
    }
    if (rule.maxRows().isEmpty() && rule.maxBytes().isEmpty() && request.leastBytes() == 0) {
      return new Amount(old, true, cutoff, reasons.isEmpty() ? "all are kept" : reasons.get(0));
    }
    long there = all.getAsLong();
    long rows = old;
    if (rule.maxRows().isPresent()) {
      rows = Math.max(rows, there - rule.maxRows().getAsLong());
      reasons.add("more than " + rule.maxRows().getAsLong() + " rows");
    }
    if (rule.maxBytes().isPresent()) {
      rows = Math.max(rows, there - rule.maxBytes().getAsLong() / rowBytes);
      reasons.add("more than " + rule.maxBytes().getAsLong() + " bytes");
    }
    if (request.leastBytes() > 0) {
      rows = Math.max(rows, Math.min(there, (request.leastBytes() - 1) / rowBytes + 1));
      reasons.add("the disk budget");
    }
    return new Amount(rows, rows == old && cutoff != null, cutoff, String.join(", ", reasons));
  }
}
