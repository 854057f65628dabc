// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Stores each distinct series once, with its labels, and finds it again by its digest. Not thread-safe. */
final class StoredSeries {
  private final ClusterId cluster;
  private final StoredSets<SeriesId, SeriesContent> series;
  private final LabelSets labelSets;
  private final BulkInsert insert =
      new BulkInsert(
          METRIC_SERIES,
          List.of(
              METRIC_SERIES.CLUSTER_ID,
              METRIC_SERIES.ID,
              METRIC_SERIES.DIGEST,
              METRIC_SERIES.NAME,
              METRIC_SERIES.NODE,
              METRIC_SERIES.CLUSTER_NAME,
              METRIC_SERIES.CLOUD_ACCOUNT_ID,
              METRIC_SERIES.LABELS_ID),
          List.of(METRIC_SERIES.CLUSTER_ID, METRIC_SERIES.DIGEST),
          BulkInsert.Order.ANY);

  StoredSeries(ClusterId cluster) {
    this.cluster = cluster;
    this.labelSets = new LabelSets(cluster, Limits.CACHED_SETS, Limits.CACHED_PAIRS);
    this.series =
        new StoredSets<>(
            cluster,
            METRIC_SERIES.CLUSTER_ID,
            METRIC_SERIES.DIGEST,
            METRIC_SERIES.ID,
            SeriesId::new,
            Limits.CACHED_SERIES);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<SeriesContent> wanted) {
    series.store(tx, wanted, this::insert);
  }

  SeriesId id(SeriesContent content) {
    return series.id(content);
  }

  private int[] insert(DSLContext tx, List<SeriesContent> contents, long firstId) {
    List<LabelSetContent> labels = new ArrayList<>(contents.size());
    for (SeriesContent content : contents) {
      labels.add(new LabelSetContent(content.series().labels()));
    }
    labelSets.store(tx, labels);
    RowEncoder encoder = new RowEncoder(Dialect.of(tx.configuration()), insert.columns());
    List<@Nullable Object[]> rows = new ArrayList<>(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      MetricSeries one = contents.get(i).series();
      rows.add(
          encoder.encode(
              new @Nullable Object[] {
                cluster,
                new SeriesId(firstId + i),
                contents.get(i).digest(),
                one.name(),
                SeriesContent.text(one.node()),
                SeriesContent.text(one.clusterName()),
                SeriesContent.text(one.cloudAccountId()),
                labelSets.id(labels.get(i))
              }));
    }
    return insert.run(tx, rows);
  }

  void committed() {
    series.committed();
    labelSets.committed();
  }

  void forget() {
    series.forget();
    labelSets.forget();
  }
}
