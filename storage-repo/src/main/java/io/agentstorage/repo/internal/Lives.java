// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.spi.bulk.RowStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Begins and ends the lives of resources. Thread-safe. */
public final class Lives {
  private final ClusterId cluster;
  private volatile @Nullable Ending ending;
  private volatile @Nullable RowStatement lastEnd;

  /**
   * The lives of a cluster.
   *
   * @param cluster the cluster
   */
  public Lives(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Ends the life of a resource: its last revision goes into the history.
   *
   * @param tx a write transaction
   * @param id which
   * @param now when
   * @param by who does it, or null
   * @return whether there was one
   */
  public boolean end(DSLContext tx, ResourceId id, Instant now, @Nullable String by) {
    Ending ready = ending;
    if (ready == null) {
      ready = new Ending(tx);
      ending = ready;
    }
    return ready.run(tx, cluster, id, now, by);
  }

  /**
   * The statement that puts rows as they are into the history.
   *
   * @param tx a write transaction
   * @param rows a condition on columns of {@code RESOURCE_TAGS}, the cluster included
   * @param now when they hold no longer; a revision never ends before it began
   * @param end why
   * @param by who ended them
   * @param sentAt when their end was sent
   */
  static Query past(
      DSLContext tx,
      Condition rows,
      Field<Instant> now,
      Field<RevisionEnd> end,
      Field<String> by,
      Field<Instant> sentAt) {
    return tx.insertInto(
            RESOURCE_HISTORY,
            RESOURCE_HISTORY.CLUSTER_ID,
            RESOURCE_HISTORY.ID,
            RESOURCE_HISTORY.TYPE,
            RESOURCE_HISTORY.NAMESPACE,
            RESOURCE_HISTORY.NAME,
            RESOURCE_HISTORY.UID,
            RESOURCE_HISTORY.METRIC_LABELS_ID,
            RESOURCE_HISTORY.LABELS_ID,
            RESOURCE_HISTORY.ANNOTATIONS_ID,
            RESOURCE_HISTORY.RECORD_CREATED,
            RESOURCE_HISTORY.RECORD_UPDATED,
            RESOURCE_HISTORY.VALID_TO,
            RESOURCE_HISTORY.ENDED,
            RESOURCE_HISTORY.SENT_AT,
            RESOURCE_HISTORY.REVISION,
            RESOURCE_HISTORY.CHANGED_BY,
            RESOURCE_HISTORY.ENDED_BY)
        .select(
            tx.select(
                    RESOURCE_TAGS.CLUSTER_ID,
                    RESOURCE_TAGS.ID,
                    RESOURCE_TAGS.TYPE,
                    RESOURCE_TAGS.NAMESPACE,
                    RESOURCE_TAGS.NAME,
                    RESOURCE_TAGS.UID,
                    RESOURCE_TAGS.METRIC_LABELS_ID,
                    RESOURCE_TAGS.LABELS_ID,
                    RESOURCE_TAGS.ANNOTATIONS_ID,
                    RESOURCE_TAGS.RECORD_CREATED,
                    RESOURCE_TAGS.RECORD_UPDATED,
                    DSL.greatest(now, RESOURCE_TAGS.RECORD_UPDATED),
                    end,
                    sentAt,
                    RESOURCE_TAGS.REVISION,
                    RESOURCE_TAGS.CHANGED_BY,
                    by)
                .from(RESOURCE_TAGS)
                .where(rows));
  }

  /**
   * Where the clock was set back, a resource may begin before another of its key has ended: it then begins when that
   * ended. Otherwise this is one look at the end of an index.
   *
   * @param tx a write transaction that has stored new resources
   * @param now their times
   * @return whether some of them have other times by now
   */
  boolean beginAfterEarlierOnes(DSLContext tx, Instant now) {
    Instant last = lastEnd(tx);
    if (last == null || !last.isAfter(now)) {
      return false;
    }
    Condition sameKey =
        RESOURCE_HISTORY
            .CLUSTER_ID
            .eq(RESOURCE_TAGS.CLUSTER_ID)
            .and(RESOURCE_HISTORY.TYPE.eq(RESOURCE_TAGS.TYPE))
            .and(RESOURCE_HISTORY.NAMESPACE.eq(RESOURCE_TAGS.NAMESPACE))
            .and(RESOURCE_HISTORY.NAME.eq(RESOURCE_TAGS.NAME));
    Field<Instant> end =
        DSL.field(
            DSL.select(DSL.max(RESOURCE_HISTORY.VALID_TO)).from(RESOURCE_HISTORY).where(sameKey));
    return tx.update(RESOURCE_TAGS)
            .set(RESOURCE_TAGS.RECORD_CREATED, end)
            .set(RESOURCE_TAGS.RECORD_UPDATED, end)
            .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
            .and(RESOURCE_TAGS.RECORD_UPDATED.eq(now))
            .and(RESOURCE_TAGS.REVISION.eq(1L))
            .and(
                DSL.exists(
                    DSL.selectOne()
                        .from(RESOURCE_HISTORY)
                        .where(sameKey)
                        .and(RESOURCE_HISTORY.VALID_TO.gt(now))))
            .execute()
        > 0;
  }

  private @Nullable Instant lastEnd(DSLContext tx) {
    RowStatement ready = lastEnd;
    if (ready == null) {
      ready =
          RowStatement.render(
              tx,
              List.of(RESOURCE_HISTORY.CLUSTER_ID),
              values ->
                  tx.select(DSL.max(RESOURCE_HISTORY.VALID_TO))
                      .from(RESOURCE_HISTORY)
                      .where(
                          RESOURCE_HISTORY.CLUSTER_ID.eq(values.of(RESOURCE_HISTORY.CLUSTER_ID))));
      lastEnd = ready;
    }
    Optional<Instant> last =
        ready.first(
            tx,
            row -> Optional.ofNullable(StoredValue.get(row, 1, RESOURCE_HISTORY.VALID_TO)),
            RESOURCE_HISTORY.CLUSTER_ID.getConverter().to(cluster));
    return last == null ? null : last.orElse(null);
  }

  /**
   * Forgets all resources, their history and their sets.
   *
   * @param tx a write transaction
   * @return how many resources there were
   */
  public long forgetAll(DSLContext tx) {
    tx.deleteFrom(RESOURCE_HISTORY).where(RESOURCE_HISTORY.CLUSTER_ID.eq(cluster)).execute();
    long forgotten =
        tx.deleteFrom(RESOURCE_TAGS).where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster)).execute();
    forgetLabels(tx);
    tx.deleteFrom(ANNOTATION_SET).where(ANNOTATION_SET.CLUSTER_ID.eq(cluster)).execute();
    return forgotten;
  }

  /** All but those of metric series. */
  private void forgetLabels(DSLContext tx) {
    boolean areShared = tx.fetchExists(METRIC_SERIES, METRIC_SERIES.CLUSTER_ID.eq(cluster));
    tx.deleteFrom(LABEL_ENTRY)
        .where(LABEL_ENTRY.CLUSTER_ID.eq(cluster))
        .and(areShared ? DSL.not(isOfSeries(LABEL_ENTRY.LABEL_SET_ID)) : DSL.noCondition())
        .execute();
    tx.deleteFrom(LABEL_PAIR)
        .where(LABEL_PAIR.CLUSTER_ID.eq(cluster))
        .and(areShared ? DSL.notExists(entriesOfPair()) : DSL.noCondition())
        .execute();
    tx.deleteFrom(LABEL_SET)
        .where(LABEL_SET.CLUSTER_ID.eq(cluster))
        .and(areShared ? DSL.not(isOfSeries(LABEL_SET.ID)) : DSL.noCondition())
        .execute();
  }

  private Condition isOfSeries(Field<LabelSetId> set) {
    return DSL.exists(
        DSL.selectOne()
            .from(METRIC_SERIES)
            .where(METRIC_SERIES.CLUSTER_ID.eq(cluster))
            .and(METRIC_SERIES.LABELS_ID.eq(set)));
  }

  private Select<?> entriesOfPair() {
    return DSL.selectOne()
        .from(LABEL_ENTRY)
        .where(LABEL_ENTRY.CLUSTER_ID.eq(cluster))
        .and(LABEL_ENTRY.LABEL_PAIR_ID.eq(LABEL_PAIR.ID));
  }
}
