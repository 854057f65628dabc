// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.Update;
import org.jooq.impl.DSL;

/** Marks what was sent, where it is still what it was then. Thread-safe. */
public final class SentMarks {
  private final ClusterId cluster;

  /**
   * Marks.
   *
   * @param cluster the cluster whose rows it marks
   */
  public SentMarks(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Marks entries.
   *
   * @param tx a write transaction
   * @param sent the entries
   * @param at when they were sent
   * @return how many were marked
   */
  public long set(DSLContext tx, List<OutboxEntry> sent, Instant at) {
    return mark(
            tx,
            RESOURCE_TAGS,
            RESOURCE_TAGS.SENT_AT,
            RESOURCE_TAGS.CLUSTER_ID,
            RESOURCE_TAGS.ID,
            RESOURCE_TAGS.REVISION,
            sent.stream().filter(entry -> entry.end() == null).toList(),
            at)
        + mark(
            tx,
            RESOURCE_HISTORY,
            RESOURCE_HISTORY.SENT_AT,
            RESOURCE_HISTORY.CLUSTER_ID,
            RESOURCE_HISTORY.ID,
            RESOURCE_HISTORY.REVISION,
            sent.stream().filter(entry -> entry.end() != null).toList(),
            at);
  }

  private long mark(
      DSLContext tx,
      Table<?> table,
      TableField<?, Instant> sentAt,
      TableField<?, ClusterId> clusterId,
      TableField<?, ResourceId> id,
      TableField<?, Long> revision,
      List<OutboxEntry> entries,
      Instant at) {
    if (entries.isEmpty()) {
      return 0;
    }
    Update<?> update =
        tx.update(table)
            .set(sentAt, DSL.param(sentAt))
            .where(clusterId.eq(DSL.param(clusterId)))
            .and(id.eq(DSL.param(id)))
            .and(revision.eq(DSL.param(revision)))
            .and(sentAt.isNull());
    try (RenderedBatch batch =
        new RenderedBatch(tx, update, List.of(sentAt, clusterId, id, revision))) {
      for (OutboxEntry entry : entries) {
        batch.add(at, cluster, entry.id(), entry.revision());
      }
      return IntStream.of(batch.execute()).asLongStream().sum();
    }
  }
}
