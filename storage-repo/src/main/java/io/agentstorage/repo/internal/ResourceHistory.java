// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectUnionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads what resources were. Thread-safe. */
public final class ResourceHistory {
  private static final ResourceRows ROWS = ResourceRows.PLAIN;
  private static final ResourceRows BEFORE = ResourceRows.named("before");
  private static final ResourceRows AFTER = ResourceRows.named("after");

  /** When, which resource and revision, what comes first at one time, and by whom. */
  private static final int HEAD = 5;

  private final ClusterId cluster;

  /**
   * Reads.
   *
   * @param cluster the cluster whose rows it reads
   */
  public ResourceHistory(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * The revisions of some resources.
   *
   * @param tx a transaction
   * @param which a condition on columns of {@code RESOURCE_TAGS}
   * @return the revisions by creation of the resource and by number
   */
  public List<ResourceRevision> revisions(DSLContext tx, Condition which) {
    List<ResourceRevision> revisions = new ArrayList<>();
    tx.select(ROWS.fieldsWithoutSentAt())
        .select(ROWS.past.VALID_TO, ROWS.past.ENDED, ROWS.past.ENDED_BY)
        .from(ROWS.withSets(ROWS.past))
        .where(ROWS.past.CLUSTER_ID.eq(cluster))
        .and(which)
        .orderBy(ROWS.past.RECORD_CREATED, ROWS.past.ID, ROWS.past.REVISION)
        .forEach(
            row ->
                revisions.add(
                    revision(
                        row,
                        row.get(ROWS.past.VALID_TO),
                        row.get(ROWS.past.ENDED),
                        row.get(ROWS.past.ENDED_BY))));
    tx.select(ROWS.fields())
        .from(ROWS.withSets(ROWS.current))
        .where(ROWS.current.CLUSTER_ID.eq(cluster))
        .and(which)
        .orderBy(ROWS.current.RECORD_CREATED)
        .forEach(row -> revisions.add(revision(row, null, null, null)));
    return revisions;
  }

  private static ResourceRevision revision(
      Record row, @Nullable Instant to, @Nullable RevisionEnd end, @Nullable String endedBy) {
    ResourceTags resource = ROWS.resource(row);
    return new ResourceRevision(
        resource, Objects.requireNonNull(resource.recordUpdated()), to, end, endedBy);
  }

  /**
   * What happened between two times.
   *
   * @param context where it is read
   * @param from the first instant
   * @param to the instant after the last
   * @return a stream to be closed
   */
  public Stream<ResourceChange> changes(DSLContext context, Instant from, Instant to) {
    Condition ended = BEFORE.past.VALID_TO.ge(from).and(BEFORE.past.VALID_TO.lt(to));
    Condition changed = ended.and(BEFORE.past.ENDED.eq(RevisionEnd.CHANGED));
    Condition created =
        AFTER
            .current
            .RECORD_UPDATED
            .ge(from)
            .and(AFTER.current.RECORD_UPDATED.lt(to))
            .and(AFTER.current.REVISION.eq(DSL.inline(1L)));
    return created(context, AFTER.current, created)
        .unionAll(created(context, AFTER.past, created))
        .unionAll(changed(context, AFTER.current, changed))
        .unionAll(changed(context, AFTER.past, changed))
        .unionAll(over(context, ended.and(BEFORE.past.ENDED.ne(RevisionEnd.CHANGED))))
        .orderBy(DSL.inline(1), DSL.inline(2), DSL.inline(3), DSL.inline(4))
        .fetchLazy()
        .stream()
        .map(ResourceHistory::change);
  }

  private SelectUnionStep<Record> created(DSLContext context, Table<?> table, Condition created) {
    return context
        .select(
            AFTER.current.RECORD_UPDATED,
            AFTER.current.ID,
            AFTER.current.REVISION,
            DSL.inline(0),
            AFTER.current.CHANGED_BY)
        .select(BEFORE.nothing())
        .select(AFTER.fieldsWithoutSentAt())
        .from(AFTER.withSets(table))
        .where(AFTER.current.CLUSTER_ID.eq(cluster))
        .and(created);
  }

  private Select<Record> changed(DSLContext context, Table<?> next, Condition changed) {
    Table<?> both =
        BEFORE
            .withSets(BEFORE.past)
            .join(next)
            .on(AFTER.current.CLUSTER_ID.eq(BEFORE.past.CLUSTER_ID))
            .and(AFTER.current.ID.eq(BEFORE.past.ID))
            .and(AFTER.current.REVISION.eq(BEFORE.past.REVISION.plus(DSL.inline(1L))));
    return ended(context, AFTER.fieldsWithoutSentAt(), AFTER.withSets(both), changed);
  }

  private Select<Record> over(DSLContext context, Condition over) {
    return ended(context, AFTER.nothing(), BEFORE.withSets(BEFORE.past), over);
  }

  private Select<Record> ended(
      DSLContext context, List<Field<?>> after, Table<?> tables, Condition ended) {
    return context
        .select(
            BEFORE.past.VALID_TO,
            BEFORE.past.ID,
            BEFORE.past.REVISION,
            DSL.inline(1),
            BEFORE.past.ENDED_BY)
        .select(BEFORE.fieldsWithoutSentAt())
        .select(after)
        .from(tables)
        .where(BEFORE.past.CLUSTER_ID.eq(cluster))
        .and(ended);
  }

  private static ResourceChange change(Record row) {
    return new ResourceChange(
        row.get(0, Instant.class),
        row.get(4, String.class),
        BEFORE.resource(row, HEAD),
        AFTER.resource(row, HEAD + BEFORE.fields().size()));
  }
}
