// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads resources as they are, or as they were. Thread-safe. */
public final class ResourceReads implements ResourceView {
  /** Sorting so many takes about as long as meeting a hundred of them among a million. */
  private static final int FEW_FOR_A_PAGE = 5_000;

  /** SQLite sorts in memory: some ten megabytes. */
  private static final int FEW_FOR_A_STREAM = 20_000;

  private static final ResourceRows ROWS = ResourceRows.PLAIN;

  private final Database database;
  private final ClusterId cluster;
  private final @Nullable Instant asOf;
  private final SelectorPlan selectors;

  /**
   * Reads.
   *
   * @param database the open database
   * @param asOf the time of which the resources are, or null for now
   */
  public ResourceReads(Database database, @Nullable Instant asOf) {
    this.database = database;
    this.cluster = database.cluster();
    this.asOf = asOf;
    this.selectors = new SelectorPlan(cluster);
  }

  @Override
  public ResourceTags get(ResourceId id) {
    return findFirst(RESOURCE_TAGS.ID.eq(id))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "get resource "
                        + id
                        + (asOf == null
                            ? ": there is none with this id; it may have been deleted"
                            : ": there was none with this id at " + asOf)));
  }

  @Override
  public Optional<ResourceTags> find(ResourceKey key) {
    return findFirst(ResourceKeys.is(key));
  }

  @Override
  public Optional<ResourceTags> findFirst(ResourceQuery query) {
    return database.read(tx -> rows(tx, query, null, 1).stream().findFirst());
  }

  @Override
  public List<ResourceTags> findAll(ResourceQuery query) {
    return database.read(
        tx ->
            ordered(tx, query, selectors.all(tx, query.labels()), null)
                .fetch(ResourceReads::toResource));
  }

  @Override
  public Stream<ResourceTags> stream(ResourceQuery query) {
    DSLContext context = database.dsl();
    Condition labels = selectors.first(context, query.labels(), FEW_FOR_A_STREAM);
    return ordered(context, query, labels, null).fetchLazy().stream()
        .map(ResourceReads::toResource);
  }

  @Override
  public Page<ResourceTags> page(ResourceQuery query, int rows, @Nullable PageToken after) {
    if (rows < 1) {
      throw new IllegalArgumentException("a page has at least one row, this has " + rows);
    }
    // One more than asked for tells whether there is a next page.
    List<ResourceTags> found = database.read(tx -> rows(tx, query, after, rows + 1L));
    if (found.size() <= rows) {
      return new Page<>(found, null);
    }
    return new Page<>(found.subList(0, rows), PageKeys.behind(found.get(rows - 1), query.order()));
  }

  @Override
  public long count(ResourceQuery query) {
    return database.read(
        tx -> {
          Condition condition = query.condition().and(selectors.all(tx, query.labels()));
          Condition held = asOf == null ? DSL.noCondition() : heldSince(asOf);
          long current = count(tx, ROWS.current, held.and(condition));
          return asOf == null
              ? current
              : current + count(tx, ROWS.past, heldAt(asOf).and(condition));
        });
  }

  private List<ResourceTags> rows(
      DSLContext tx, ResourceQuery query, @Nullable PageToken after, long limit) {
    Condition labels = selectors.first(tx, query.labels(), FEW_FOR_A_PAGE);
    return ordered(tx, query, labels, after).limit(limit).fetch(ResourceReads::toResource);
  }

  private SelectLimitStep<Record> ordered(
      DSLContext tx, ResourceQuery query, Condition labels, @Nullable PageToken after) {
    Condition condition = query.condition().and(labels).and(PageKeys.after(after, query.order()));
    List<OrderField<?>> order = order(query.order());
    if (asOf == null) {
      return select(tx, ROWS.fields(), ROWS.current, condition).orderBy(order);
    }
    List<Field<?>> fields = ROWS.fieldsWithoutSentAt();
    return select(tx, fields, ROWS.current, heldSince(asOf).and(condition))
        .unionAll(select(tx, fields, ROWS.past, heldAt(asOf).and(condition)))
        .orderBy(order);
  }

  private SelectConditionStep<Record> select(
      DSLContext tx, List<Field<?>> fields, Table<?> table, Condition condition) {
    return tx.select(fields)
        .from(ROWS.withSets(table))
        .where(ROWS.current.CLUSTER_ID.eq(cluster))
        .and(condition);
  }

  private long count(DSLContext tx, Table<?> table, Condition condition) {
    return tx.select(DSL.count().coerce(Long.class))
        .from(table)
        .where(ROWS.current.CLUSTER_ID.eq(cluster))
        .and(condition)
        .fetchSingle()
        .value1();
  }

  private static Condition heldSince(Instant time) {
    return ROWS.current.RECORD_UPDATED.le(time);
  }

  private static Condition heldAt(Instant time) {
    return heldSince(time).and(ROWS.past.VALID_TO.gt(time));
  }

  /** By the places of the fields: what is put together from two tables has no names of either. */
  private static List<OrderField<?>> order(ResourceOrder order) {
    return switch (order) {
      case KEY ->
          List.of(
              place(RESOURCE_TAGS.TYPE), place(RESOURCE_TAGS.NAMESPACE), place(RESOURCE_TAGS.NAME));
      case CREATED -> List.of(place(RESOURCE_TAGS.ID));
      case LAST_UPDATED ->
          List.of(place(RESOURCE_TAGS.RECORD_UPDATED).desc(), place(RESOURCE_TAGS.ID).desc());
    };
  }

  private static Field<Integer> place(Field<?> field) {
    return DSL.inline(ROWS.fields().indexOf(field) + 1);
  }

  private static ResourceTags toResource(Record row) {
    return Objects.requireNonNull(ROWS.resource(row, 0));
  }
}
