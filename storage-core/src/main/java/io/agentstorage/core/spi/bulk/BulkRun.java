// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.Database;
import io.agentstorage.core.internal.bulk.BulkSteps;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import java.util.Iterator;

/** Runs bulk loads: one thread prepares rows, one writes them. */
public final class BulkRun {
  private BulkRun() {}

  /**
   * Loads everything, as {@link io.agentstorage.core.store.BulkLoad#load(Iterator, BulkLoadOptions)} says.
   *
   * @param database where to
   * @param target what is done with each row; for this load only
   * @param rows the rows
   * @param options how to load
   * @param <T> the type of the rows
   * @param <P> what a row becomes before it is written
   * @return what became of the rows
   */
  @SuppressWarnings("unchecked") // listeners of rows of a wider type are given rows of this one
  public static <T, P> BulkLoadReport load(
      Database database,
      BulkTarget<T, P> target,
      Iterator<? extends T> rows,
      BulkLoadOptions<? super T> options) {
    return new BulkSteps<>(database, target, (BulkLoadOptions<T>) options).run(rows);
  }
}
