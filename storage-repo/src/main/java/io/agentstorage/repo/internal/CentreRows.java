// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import io.agentstorage.repo.internal.ReceivePlan.Change;
import io.agentstorage.repo.internal.ReceivePlan.End;
import io.agentstorage.repo.internal.ReceivePlan.Round;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Writes what an agent's outbox says. It reads before it writes; so each statement names the revision that was read, and
 * all is undone where another one came in between. Thread-safe.
 */
public final class CentreRows {
  private static final List<Field<?>> INSERTED_COLUMNS =
      List.of(
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
          RESOURCE_TAGS.SENT_AT,
          RESOURCE_TAGS.REVISION,
          RESOURCE_TAGS.CHANGED_BY);

  private static final List<Field<?>> PAST_COLUMNS =
      List.of(
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
          RESOURCE_HISTORY.SENT_AT,
          RESOURCE_HISTORY.REVISION,
          RESOURCE_HISTORY.CHANGED_BY,
          RESOURCE_HISTORY.VALID_TO,
          RESOURCE_HISTORY.ENDED,
          RESOURCE_HISTORY.ENDED_BY);

  private final ClusterId cluster;

  /**
   * Writes.
   *
   * @param cluster the cluster whose rows it writes
   */
  public CentreRows(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Works out what entries change.
   *
   * @param tx a write transaction
   * @param entries the entries, in their order
   * @return what is to be done in this same transaction
   */
  public ReceivePlan plan(DSLContext tx, List<ReceivedEntry> entries) {
    return ReceivePlan.of(CentreState.read(tx, cluster, entries), entries);
  }

  /**
   * Does it.
   *
   * @param tx the write transaction in which it was worked out
   * @param plan what is to be done
   * @param receivedAt when it was received
   */
  public void carryOut(DSLContext tx, ReceivePlan plan, Instant receivedAt) {
    Work work = new Work(tx, receivedAt);
    work.sets.store(tx, plan.written());
    for (Round round : plan.rounds()) {
      work.keepWhatWas(round.changes());
      work.change(round.changes());
      work.end(round.ends());
      work.insert(round.inserts());
    }
    work.insertEnds(plan.onlyEnds());
  }

  /** What is done in one transaction. */
  private final class Work {
    private final DSLContext tx;
    private final Instant receivedAt;
    private final ResourceSets sets = new ResourceSets(cluster);

    Work(DSLContext tx, Instant receivedAt) {
      this.tx = tx;
      this.receivedAt = receivedAt;
    }

    /** The trigger that fills the history looks at the content only; where that came back, it does nothing. */
    void keepWhatWas(List<Change> changes) {
      List<Change> sameContent = changes.stream().filter(Change::sameContent).toList();
      if (sameContent.isEmpty()) {
        return;
      }
      try (RenderedBatch batch = past()) {
        for (Change change : sameContent) {
          ReceivedEntry entry = change.entry();
          batch.add(
              entry.updated(),
              RevisionEnd.CHANGED,
              null,
              entry.row().resource().changedBy(),
              cluster,
              entry.id(),
              change.revision());
        }
        requireAll(batch.execute());
      }
    }

    void change(List<Change> changes) {
      if (changes.isEmpty()) {
        return;
      }
      List<TableField<?, ?>> columns =
          List.of(
              RESOURCE_TAGS.UID,
              RESOURCE_TAGS.METRIC_LABELS_ID,
              RESOURCE_TAGS.LABELS_ID,
              RESOURCE_TAGS.ANNOTATIONS_ID,
              RESOURCE_TAGS.RECORD_UPDATED,
              RESOURCE_TAGS.SENT_AT,
              RESOURCE_TAGS.CHANGED_BY,
              RESOURCE_TAGS.CLUSTER_ID,
              RESOURCE_TAGS.ID,
              RESOURCE_TAGS.REVISION);
      Query update =
          tx.update(RESOURCE_TAGS)
              .set(RESOURCE_TAGS.UID, DSL.param(RESOURCE_TAGS.UID))
              .set(RESOURCE_TAGS.METRIC_LABELS_ID, DSL.param(RESOURCE_TAGS.METRIC_LABELS_ID))
              .set(RESOURCE_TAGS.LABELS_ID, DSL.param(RESOURCE_TAGS.LABELS_ID))
              .set(RESOURCE_TAGS.ANNOTATIONS_ID, DSL.param(RESOURCE_TAGS.ANNOTATIONS_ID))
              .set(RESOURCE_TAGS.RECORD_UPDATED, DSL.param(RESOURCE_TAGS.RECORD_UPDATED))
              .set(RESOURCE_TAGS.SENT_AT, DSL.param(RESOURCE_TAGS.SENT_AT))
              .set(RESOURCE_TAGS.CHANGED_BY, DSL.param(RESOURCE_TAGS.CHANGED_BY))
              .set(RESOURCE_TAGS.REVISION, RESOURCE_TAGS.REVISION.plus(DSL.inline(1L)))
              .where(thisRevision());
      try (RenderedBatch batch = new RenderedBatch(tx, update, columns)) {
        for (Change change : changes) {
          PreparedResource row = change.entry().row();
          batch.add(
              row.resource().uid(),
              sets.metricLabels(row),
              sets.labels(row),
              sets.annotations(row),
              change.entry().updated(),
              receivedAt,
              row.resource().changedBy(),
              cluster,
              change.entry().id(),
              change.revision());
        }
        requireAll(batch.execute());
      }
    }

    void end(List<End> ends) {
      if (ends.isEmpty()) {
        return;
      }
      try (RenderedBatch batch = past()) {
        for (End end : ends) {
          batch.add(end.at(), end.end(), receivedAt, end.by(), cluster, end.id(), end.revision());
        }
        requireAll(batch.execute());
      }
      Query delete = tx.deleteFrom(RESOURCE_TAGS).where(thisRevision());
      try (RenderedBatch batch =
          new RenderedBatch(
              tx,
              delete,
              List.of(RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.ID, RESOURCE_TAGS.REVISION))) {
        for (End end : ends) {
          batch.add(cluster, end.id(), end.revision());
        }
        requireAll(batch.execute());
      }
    }

    void insert(List<ReceivedEntry> entries) {
      if (entries.isEmpty()) {
        return;
      }
      Query insert =
          tx.insertInto(RESOURCE_TAGS)
              .columns(INSERTED_COLUMNS)
              .values(Limits.parameters(INSERTED_COLUMNS));
      try (RenderedBatch batch = new RenderedBatch(tx, insert, INSERTED_COLUMNS)) {
        for (ReceivedEntry entry : entries) {
          ResourceTags resource = entry.row().resource();
          batch.add(
              cluster,
              entry.id(),
              resource.type(),
              ResourceKeys.namespace(resource.namespace()),
              resource.name(),
              resource.uid(),
              sets.metricLabels(entry.row()),
              sets.labels(entry.row()),
              sets.annotations(entry.row()),
              entry.created(),
              entry.updated(),
              receivedAt,
              1L,
              resource.changedBy());
        }
        batch.execute();
      }
    }

    void insertEnds(List<ReceivedEntry> entries) {
      if (entries.isEmpty()) {
        return;
      }
      Query insert =
          tx.insertInto(RESOURCE_HISTORY)
              .columns(PAST_COLUMNS)
              .values(Limits.parameters(PAST_COLUMNS));
      try (RenderedBatch batch = new RenderedBatch(tx, insert, PAST_COLUMNS)) {
        for (ReceivedEntry entry : entries) {
          ResourceTags resource = entry.row().resource();
          batch.add(
              cluster,
              entry.id(),
              resource.type(),
              ResourceKeys.namespace(resource.namespace()),
              resource.name(),
              resource.uid(),
              sets.metricLabels(entry.row()),
              sets.labels(entry.row()),
              sets.annotations(entry.row()),
              entry.created(),
              entry.updated(),
              receivedAt,
              1L,
              resource.changedBy(),
              entry.changedAt(),
              entry.end(),
              entry.endedBy());
        }
        batch.execute();
      }
    }

    private RenderedBatch past() {
      Query past =
          Lives.past(
              tx,
              thisRevision(),
              DSL.param(RESOURCE_TAGS.RECORD_UPDATED),
              DSL.param(RESOURCE_HISTORY.ENDED),
              DSL.param(RESOURCE_HISTORY.ENDED_BY),
              DSL.param(RESOURCE_HISTORY.SENT_AT));
      return new RenderedBatch(
          tx,
          past,
          List.of(
              RESOURCE_TAGS.RECORD_UPDATED,
              RESOURCE_HISTORY.ENDED,
              RESOURCE_HISTORY.SENT_AT,
              RESOURCE_HISTORY.ENDED_BY,
              RESOURCE_TAGS.CLUSTER_ID,
              RESOURCE_TAGS.ID,
              RESOURCE_TAGS.REVISION));
    }

    private static Condition thisRevision() {
      return RESOURCE_TAGS
          .CLUSTER_ID
          .eq(DSL.param(RESOURCE_TAGS.CLUSTER_ID))
          .and(RESOURCE_TAGS.ID.eq(DSL.param(RESOURCE_TAGS.ID)))
          .and(RESOURCE_TAGS.REVISION.eq(DSL.param(RESOURCE_TAGS.REVISION)));
    }

    private static void requireAll(int[] counts) {
      for (int count : counts) {
        if (count != 1) {
          throw new BusyException(
              "receive: somebody else changed a resource of this cluster at the same time; nothing"
                  + " of the batch is stored: run it again");
        }
      }
    }
  }
}
