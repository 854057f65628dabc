// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The series that fulfil a condition, by their numbers. */
final class SeriesBatches extends Batches<NumberedSeries> {
  private final Database database;
  private final SeriesReads reads;
  private final Condition condition;
  private @Nullable SeriesId last;

  /** Those behind a number. */
  SeriesBatches(Database database, SeriesReads reads, Condition condition, SeriesId after) {
    this.database = database;
    this.reads = reads;
    this.condition = condition;
    this.last = after;
  }

  @Override
  @Nullable List<NumberedSeries> read() {
    SeriesId after = last;
    if (after == null) {
      return null;
    }
    List<NumberedSeries> some = database.read(tx -> reads.next(tx, condition, after));
    last = some.size() < SeriesReads.AT_ONCE ? null : some.getLast().id();
    return some;
  }
}
