// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitStep;
import org.jooq.SelectOrderByStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads resources as they are, or as they were. Thread-safe. */
public final class ResourceReads implements ResourceView {
  /** So many are sorted faster than anything else can be tried. */
  private static final int FEW = 200;

  /** Sorting so many takes about as long as meeting a hundred of them among a million. */
  private static final int FEW_FOR_A_PAGE = 5_000;

  /** SQLite sorts in memory: some ten megabytes. */
  private static final int FEW_FOR_A_STREAM = 20_000;

  /** How far to walk for each row of a page before it is given up that they are everywhere. */
  private static final int STEPS_FOR_A_ROW = 20;

  private static final ResourceRows ROWS = ResourceRows.PLAIN;
  private static final ResourceRows FIRST = ResourceRows.named("first_rows");

  private final Database database;
  private final ClusterId cluster;
  private final @Nullable Instant asOf;
  private volatile @Nullable RenderedLookup<ResourceTags> byId;
  private volatile @Nullable RenderedLookup<ResourceTags> byKey;

  /**
   * Reads.
   *
   * @param database the open database
   * @param cluster whose resources they are
   * @param asOf the time of which the resources are, or null for now
   */
  public ResourceReads(Database database, ClusterId cluster, @Nullable Instant asOf) {
    this.database = database;
    this.cluster = cluster;
    this.asOf = asOf;
  }

  @Override
  public ResourceTags get(ResourceId id) {
    return (asOf == null ? now(id) : only(RESOURCE_TAGS.ID.eq(id)))
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
    return asOf == null ? now(key) : only(ResourceKeys.is(key));
  }

  // One statement sees one state of the database, so that these need no transaction of their own.

  private Optional<ResourceTags> now(ResourceId id) {
    RenderedLookup<ResourceTags> lookup = byId;
    if (lookup == null) {
      lookup = lookup(RESOURCE_TAGS.ID);
      byId = lookup;
    }
    return lookup.find(database.dsl().configuration(), cluster, id);
  }

  private Optional<ResourceTags> now(ResourceKey key) {
    RenderedLookup<ResourceTags> lookup = byKey;
    if (lookup == null) {
      lookup = lookup(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME);
      byKey = lookup;
    }
    return lookup.find(
        database.dsl().configuration(),
        cluster,
        key.type(),
        ResourceKeys.namespace(key.namespace()),
        key.name());
  }

  private RenderedLookup<ResourceTags> lookup(Field<?>... unique) {
    List<Field<?>> columns = new ArrayList<>(List.of(RESOURCE_TAGS.CLUSTER_ID));
    columns.addAll(List.of(unique));
    Query query =
        database
            .dsl()
            .select(ROWS.fields())
            .from(ROWS.withSets(ROWS.current))
            .where(columns.stream().map(ResourceReads::isParameter).toList());
    return new RenderedLookup<>(
        Dialect.of(database.dsl().configuration()), query, columns, ROWS::resource);
  }

  private static <T> Condition isParameter(Field<T> column) {
    return column.eq(DSL.param(column.getName(), column));
  }

  private Optional<ResourceTags> only(Condition unique) {
    return database.read(
        tx -> joined(tx, unique, ResourceOrder.KEY).fetchOptional(ResourceReads::toResource));
  }

  @Override
  public Optional<ResourceTags> findFirst(ResourceQuery query) {
    return database.read(tx -> rows(tx, query, null, 1).stream().findFirst());
  }

  @Override
  public List<ResourceTags> findAll(ResourceQuery query) {
    return database.read(
        tx ->
            joined(tx, query.condition().and(fromIndex(tx, query.labels())), query.order())
                .fetch(ResourceReads::toResource));
  }

  @Override
  public Stream<ResourceTags> stream(ResourceQuery query) {
    DSLContext context = database.dsl();
    SelectorPlan plan = SelectorPlan.of(context, cluster, query.labels());
    Condition labels =
        query.labels().isEmpty() || !plan.matchesAtMost(context, FEW_FOR_A_STREAM)
            ? plan.ofEachRow(ROWS)
            : plan.fromIndex();
    return joined(context, query.condition().and(labels), query.order()).fetchLazy().stream()
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
          Condition condition = query.condition().and(fromIndex(tx, query.labels()));
          Condition held = asOf == null ? DSL.noCondition() : heldSince(asOf);
          long current = count(tx, ROWS.current, held.and(condition));
          return asOf == null
              ? current
              : current + count(tx, ROWS.past, heldAt(asOf).and(condition));
        });
  }

  /**
   * The first rows in an order. Which way leads to them soonest depends on how many resources the selector matches: few
   * are found from the index of labels and sorted; if they are everywhere, a short walk in the order meets enough of
   * them; in between it is one or the other, with a longer walk.
   */
  private List<ResourceTags> rows(
      DSLContext tx, ResourceQuery query, @Nullable PageToken after, long limit) {
    Condition behind = query.condition().and(PageKeys.after(after, query.order()));
    if (query.labels().isEmpty()) {
      Table<?> rows = first(tx, behind, query.order(), limit);
      return joined(tx, rows, query.order());
    }
    SelectorPlan plan = SelectorPlan.of(tx, cluster, query.labels());
    if (!plan.leadsFromIndex() || !plan.matchesAtMost(tx, FEW)) {
      Table<?> near = first(tx, behind, query.order(), limit * STEPS_FOR_A_ROW);
      Table<?> matching = matching(tx, near, plan.ofEachRow(FIRST), query.order(), limit);
      List<ResourceTags> found = joined(tx, matching, query.order());
      if (found.size() == limit) {
        return found;
      }
    }
    Condition labels =
        plan.matchesAtMost(tx, FEW_FOR_A_PAGE) ? plan.fromIndex() : plan.ofEachRow(ROWS);
    return joined(tx, first(tx, behind.and(labels), query.order(), limit), query.order());
  }

  private Condition fromIndex(DSLContext tx, LabelSelector labels) {
    return SelectorPlan.of(tx, cluster, labels).fromIndex();
  }

  /** The first rows without their sets, which are then looked up for these only. */
  private Table<?> first(DSLContext tx, Condition condition, ResourceOrder order, long limit) {
    List<Field<?>> columns = List.of(ROWS.current.fields());
    return held(tx, columns, rows -> rows, condition)
        .orderBy(order(order, columns))
        .limit(limit)
        .asTable(FIRST.current);
  }

  /** Those of some rows that match: before their sets are looked up, which takes longer. */
  private static Table<?> matching(
      DSLContext tx, Table<?> rows, Condition condition, ResourceOrder order, long limit) {
    List<Field<?>> columns = List.of(FIRST.current.fields());
    return tx.select(columns)
        .from(rows)
        .where(condition)
        .orderBy(order(order, List.of(ROWS.current.fields())))
        .limit(limit)
        .asTable(FIRST.current);
  }

  private List<ResourceTags> joined(DSLContext tx, Table<?> rows, ResourceOrder order) {
    return tx.select(asOf == null ? FIRST.fields() : FIRST.fieldsWithoutSentAt())
        .from(FIRST.withSets(rows))
        .orderBy(order(order, ROWS.fields()))
        .fetch(ResourceReads::toResource);
  }

  private SelectLimitStep<Record> joined(DSLContext tx, Condition condition, ResourceOrder order) {
    List<Field<?>> fields = asOf == null ? ROWS.fields() : ROWS.fieldsWithoutSentAt();
    return held(tx, fields, ROWS::withSets, condition).orderBy(order(order, ROWS.fields()));
  }

  /** What holds, or held: of the past, also rows that hold no longer. */
  private SelectOrderByStep<Record> held(
      DSLContext tx, List<Field<?>> fields, UnaryOperator<Table<?>> from, Condition condition) {
    if (asOf == null) {
      return select(tx, fields, from.apply(ROWS.current), condition);
    }
    return select(tx, fields, from.apply(ROWS.current), heldSince(asOf).and(condition))
        .unionAll(select(tx, fields, from.apply(ROWS.past), heldAt(asOf).and(condition)));
  }

  private SelectConditionStep<Record> select(
      DSLContext tx, List<Field<?>> fields, Table<?> from, Condition condition) {
    return tx.select(fields).from(from).where(ROWS.current.CLUSTER_ID.eq(cluster)).and(condition);
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
  private static List<OrderField<?>> order(ResourceOrder order, List<Field<?>> fields) {
    return switch (order) {
      case KEY ->
          List.of(
              place(RESOURCE_TAGS.TYPE, fields),
              place(RESOURCE_TAGS.NAMESPACE, fields),
              place(RESOURCE_TAGS.NAME, fields));
      case CREATED -> List.of(place(RESOURCE_TAGS.ID, fields));
      case LAST_UPDATED ->
          List.of(
              place(RESOURCE_TAGS.RECORD_UPDATED, fields).desc(),
              place(RESOURCE_TAGS.ID, fields).desc());
    };
  }

  private static Field<Integer> place(Field<?> field, List<Field<?>> fields) {
    return DSL.inline(fields.indexOf(field) + 1);
  }

  private static ResourceTags toResource(Record row) {
    return ROWS.resource(row);
  }
}
