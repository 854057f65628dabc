// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.DayPartitions;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import io.agentstorage.core.spi.bulk.BulkUpsert;
import io.agentstorage.core.spi.bulk.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where samples are put. Rows are written in the order of the table, so that those of one scrape go to neighbouring
 * pages; a sample whose time is stored already is compared by its value. Not thread-safe.
 */
public final class MetricTarget implements BulkTarget<MetricSample, LoadedSample> {
  private final Dialect dialect;
  private final Object cluster;
  private final SeriesCache cache = new SeriesCache();
  private final StoredSeries series;
  private final Set<Long> days = new HashSet<>();
  private final BulkUpsert upsert =
      new BulkUpsert(
          new BulkInsert(
              METRIC_DATA, LoadedSample.COLUMNS, LoadedSample.KEY, BulkInsert.Order.OF_INDEXES),
          new BulkUpdate(
              METRIC_DATA,
              LoadedSample.COLUMNS,
              LoadedSample.KEY,
              BulkUpdate.Order.ANY,
              MetricTarget::change));
  private @Nullable Object afterLastWrite;

  /**
   * A target.
   *
   * @param cluster the cluster whose rows it writes
   * @param dialect of the database
   */
  public MetricTarget(ClusterId cluster, Dialect dialect) {
    this.dialect = dialect;
    this.cluster = LoadedSample.encoded(cluster);
    this.series = new StoredSeries(cluster);
  }

  private static BulkUpdate.Change change(BulkUpdate.Values values) {
    return new BulkUpdate.Change(
        Map.of(
            METRIC_DATA.VALUE,
            values.of(METRIC_DATA.VALUE),
            METRIC_DATA.VALUE_TEXT,
            values.of(METRIC_DATA.VALUE_TEXT)),
        METRIC_DATA
            .VALUE
            .isDistinctFrom(values.of(METRIC_DATA.VALUE))
            .or(METRIC_DATA.VALUE_TEXT.isDistinctFrom(values.of(METRIC_DATA.VALUE_TEXT))));
  }

  @Override
  public LoadedSample prepare(MetricSample sample) {
    return LoadedSample.of(sample, cache.of(sample.series()));
  }

  @Override
  public long bytes(LoadedSample row) {
    return row.bytes();
  }

  @Override
  public boolean storesWhatRowsReferTo() {
    return true;
  }

  @Override
  public Effect[] write(DSLContext tx, List<LoadedSample> rows, boolean updating) {
    if (!dialect.changeMark(tx).equals(afterLastWrite)) {
      series.forget(); // somebody may have deleted series, and their numbers may be those of others
      days.clear();
    }
    Effect[] effects = writeAll(tx, rows, updating);
    afterLastWrite = dialect.changeMark(tx);
    return effects;
  }

  private Effect[] writeAll(DSLContext tx, List<LoadedSample> rows, boolean updating) {
    List<SeriesContent> contents = new ArrayList<>(rows.size());
    rows.forEach(row -> contents.add(row.content()));
    series.store(tx, contents);
    rows.forEach(row -> row.learn(series.id(row.content())));
    addDays(tx, rows);

    Integer[] order = new Integer[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    // Stable: of samples of one time the last one given is the last one written.
    Arrays.sort(order, Comparator.comparing(rows::get, LoadedSample.BY_KEY));
    List<@Nullable Object[]> values = new ArrayList<>(order.length);
    for (int place : order) {
      values.add(rows.get(place).row(cluster));
    }
    Effect[] inOrder = upsert.run(tx, values, updating);
    Effect[] effects = new Effect[order.length];
    for (int i = 0; i < order.length; i++) {
      effects[order[i]] = inOrder[i];
    }
    return effects;
  }

  private void addDays(DSLContext tx, List<LoadedSample> rows) {
    DayPartitions partitions = dialect.dayPartitions();
    if (partitions == null) {
      return;
    }
    for (LoadedSample row : rows) {
      long day = Periods.day(row.time());
      if (days.add(day)) {
        partitions.add(tx, METRIC_DATA, day);
      }
    }
  }

  @Override
  public void noteOtherChange(DSLContext tx) {
    afterLastWrite = dialect.changeMark(tx);
  }

  @Override
  public void committed() {
    series.committed();
  }

  @Override
  public void forget() {
    series.forget();
    days.clear();
  }

  @Override
  public String describe(LoadedSample row) {
    return row.toString();
  }
}
