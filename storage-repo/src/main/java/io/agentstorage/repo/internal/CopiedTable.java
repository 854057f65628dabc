// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.DayPartitions;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.TagsJson;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import io.agentstorage.repo.internal.retention.RetentionState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table of a cluster as a copy sees it: rows in the order of a key, without the number of the cluster, which is another
 * one on the other side. Columns are known by their places. Thread-safe.
 */
final class CopiedTable {
  private static final CopiedTable LABEL_SETS =
      new CopiedTable(
          LABEL_SET,
          LABEL_SET.CLUSTER_ID,
          List.of(LABEL_SET.ID),
          List.of(LABEL_SET.DIGEST),
          true,
          100);
  private static final CopiedTable LABEL_PAIRS =
      new CopiedTable(
          LABEL_PAIR,
          LABEL_PAIR.CLUSTER_ID,
          List.of(LABEL_PAIR.ID),
          List.of(LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE),
          true,
          1_000);
  private static final CopiedTable LABEL_ENTRIES =
      new CopiedTable(
          LABEL_ENTRY,
          LABEL_ENTRY.CLUSTER_ID,
          List.of(LABEL_ENTRY.LABEL_PAIR_ID, LABEL_ENTRY.LABEL_SET_ID),
          List.of(),
          false,
          1_000);
  private static final CopiedTable ANNOTATION_SETS =
      new CopiedTable(
          ANNOTATION_SET,
          ANNOTATION_SET.CLUSTER_ID,
          List.of(ANNOTATION_SET.ID),
          List.of(ANNOTATION_SET.DIGEST),
          true,
          50);
  private static final CopiedTable RESOURCES =
      new CopiedTable(
          RESOURCE_TAGS,
          RESOURCE_TAGS.CLUSTER_ID,
          List.of(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME),
          List.of(RESOURCE_TAGS.ID),
          false,
          1_000);
  private static final CopiedTable HISTORY =
      new CopiedTable(
          RESOURCE_HISTORY,
          RESOURCE_HISTORY.CLUSTER_ID,
          List.of(RESOURCE_HISTORY.ID, RESOURCE_HISTORY.REVISION),
          List.of(),
          false,
          1_000);
  private static final CopiedTable SERIES =
      new CopiedTable(
          METRIC_SERIES,
          METRIC_SERIES.CLUSTER_ID,
          List.of(METRIC_SERIES.ID),
          List.of(METRIC_SERIES.DIGEST),
          false,
          1_000);
  private static final CopiedTable SAMPLES =
      new CopiedTable(
          METRIC_DATA,
          METRIC_DATA.CLUSTER_ID,
          List.of(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT),
          List.of(),
          false,
          5_000);
  private static final CopiedTable STATE =
      new CopiedTable(
          OPERATIONAL_STATE,
          OPERATIONAL_STATE.CLUSTER_ID,
          List.of(OPERATIONAL_STATE.COMPONENT, OPERATIONAL_STATE.STATE_KEY),
          List.of(),
          false,
          100,
          // What retention is at is of one database and its archive: another would go on with it.
          OPERATIONAL_STATE.COMPONENT.ne(RetentionState.COMPONENT));

  /** All of them: each after those that it refers to. */
  static final List<CopiedTable> ALL =
      List.of(
          LABEL_SETS,
          LABEL_PAIRS,
          LABEL_ENTRIES,
          ANNOTATION_SETS,
          RESOURCES,
          HISTORY,
          SERIES,
          SAMPLES,
          STATE);

  private final Table<?> table;
  private final TableField<?, ClusterId> cluster;
  private final List<Field<?>> columns;
  private final Converter<Object, Object>[] converters;
  private final int[] key;
  private final int[] otherKey;
  private final boolean referredTo;
  private final int fetchRows;
  private final Condition copied;

  private CopiedTable(
      Table<?> table,
      TableField<?, ClusterId> cluster,
      List<Field<?>> key,
      List<Field<?>> otherKey,
      boolean referredTo,
      int fetchRows) {
    this(table, cluster, key, otherKey, referredTo, fetchRows, DSL.noCondition());
  }

  private CopiedTable(
      Table<?> table,
      TableField<?, ClusterId> cluster,
      List<Field<?>> key,
      List<Field<?>> otherKey,
      boolean referredTo,
      int fetchRows,
      Condition copied) {
    this.table = table;
    this.cluster = cluster;
    this.columns =
        Stream.<Field<?>>of(table.fields()).filter(field -> !field.equals(cluster)).toList();
    this.converters = converters(columns);
    this.key = places(key);
    this.otherKey = places(otherKey);
    this.referredTo = referredTo;
    this.fetchRows = fetchRows;
    this.copied = copied;
  }

  private int[] places(List<Field<?>> fields) {
    return fields.stream().mapToInt(columns::indexOf).toArray();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // rows have values of the columns' types
  private static Converter<Object, Object>[] converters(List<Field<?>> columns) {
    Converter<Object, Object>[] converters = new Converter[columns.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = (Converter) columns.get(i).getConverter();
    }
    return converters;
  }

  String name() {
    return table.getName();
  }

  /** The places of the other key that no two rows of a cluster share; none if there is no other. */
  int[] otherKey() {
    return otherKey;
  }

  /** The places of the key in whose order rows come. */
  int[] key() {
    return key;
  }

  /** Whether rows of other tables refer to its rows, which then can neither be replaced nor deleted at once. */
  boolean referredTo() {
    return referredTo;
  }

  int columns() {
    return columns.size();
  }

  /**
   * Rows in the order of the key.
   *
   * @param tx a transaction, in which the rows must be closed
   * @param id whose rows
   */
  CopiedRows read(DSLContext tx, ClusterId id) {
    return rows(select(tx, id, DSL.noCondition()));
  }

  /**
   * The next rows in the order of the key.
   *
   * @param tx a transaction, in which the rows must be closed
   * @param id whose rows
   * @param after behind which, or null for the first ones
   * @param limit how many at the most
   */
  CopiedRows read(DSLContext tx, ClusterId id, @Nullable CopiedRow after, int limit) {
    Condition place = after == null ? DSL.noCondition() : behind(after);
    return rows(select(tx, id, place).limit(limit));
  }

  private SelectLimitStep<Record> select(DSLContext tx, ClusterId id, Condition place) {
    return tx.select(columns)
        .from(table)
        .where(cluster.eq(id))
        .and(copied)
        .and(place)
        .orderBy(fields(key));
  }

  private CopiedRows rows(ResultQuery<Record> query) {
    return new CopiedRows(this, query.fetchSize(fetchRows).fetchLazy());
  }

  private Condition behind(CopiedRow row) {
    if (key.length == 1) {
      return greater(columns.get(key[0]), row.value(key[0]));
    }
    return DSL.row(fields(key)).gt(Arrays.stream(key).mapToObj(row::value).toArray());
  }

  /** Whether there is a row whose other key is that of one of these. */
  boolean hasOtherKeyOf(DSLContext tx, ClusterId id, List<CopiedRow> rows) {
    for (List<CopiedRow> some : Limits.portions(rows)) {
      List<Condition> any = new ArrayList<>(some.size());
      for (CopiedRow row : some) {
        Condition all = cluster.eq(id);
        for (int place : otherKey) {
          all = all.and(equal(columns.get(place), row.value(place)));
        }
        any.add(all);
      }
      if (tx.fetchExists(tx.selectOne().from(table).where(DSL.or(any)))) {
        return true;
      }
    }
    return false;
  }

  /** Makes the partitions that rows need, where the table has one for each day. */
  void makeRoom(DSLContext tx, List<CopiedRow> rows) {
    DayPartitions partitions = Dialect.of(tx.configuration()).dayPartitions();
    if (partitions == null || !table.equals(METRIC_DATA)) {
      return;
    }
    int time = columns.indexOf(METRIC_DATA.SAMPLED_AT);
    rows.stream()
        .map(row -> Periods.day(((Number) Objects.requireNonNull(stored(row, time))).longValue()))
        .distinct()
        .forEach(day -> partitions.add(tx, table, day));
  }

  /** What inserts a row: the parameters are the cluster, then all columns. */
  RenderedBatch insert(DSLContext tx) {
    List<Field<?>> all = withCluster(columns);
    return new RenderedBatch(
        tx, tx.insertInto(table).columns(all).values(Limits.parameters(all)), all);
  }

  /** What deletes by the columns at some places: the parameters are the cluster, then those. */
  RenderedBatch delete(DSLContext tx, int[] places) {
    List<Field<?>> fields = fields(places);
    Query delete = tx.deleteFrom(table).where(is(fields));
    return new RenderedBatch(tx, delete, withCluster(fields));
  }

  /** What gives a row of some key its other columns: the parameters are those, the cluster and the key. */
  RenderedBatch update(DSLContext tx) {
    Map<Field<?>, Field<?>> set = new LinkedHashMap<>();
    for (int place : notKey()) {
      set.put(columns.get(place), DSL.param(columns.get(place)));
    }
    List<Field<?>> parameters = new ArrayList<>(set.keySet());
    parameters.addAll(withCluster(fields(key)));
    return new RenderedBatch(tx, tx.update(table).set(set).where(is(fields(key))), parameters);
  }

  /** The places of the columns that are not of the key. */
  int[] notKey() {
    return IntStream.range(0, columns.size())
        .filter(place -> IntStream.of(key).noneMatch(of -> of == place))
        .toArray();
  }

  int compareKeys(CopiedRow a, CopiedRow b) {
    for (int place : key) {
      int order =
          BinaryOrder.compare(
              Objects.requireNonNull(stored(a, place)), Objects.requireNonNull(stored(b, place)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** A value as a number, text or bytes: as it is stored, but for what may be stored in several ways. */
  @Nullable Object stored(CopiedRow row, int place) {
    Object value = row.value(place);
    if (value instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // no column has another kind of map
      Map<String, String> tags = (Map<String, String>) value;
      return TagsJson.write(tags);
    }
    return converters[place].to(value);
  }

  private Condition is(List<Field<?>> fields) {
    Condition all = cluster.eq(DSL.param(cluster));
    for (Field<?> field : fields) {
      all = all.and(isParameter(field));
    }
    return all;
  }

  private List<Field<?>> withCluster(List<Field<?>> fields) {
    List<Field<?>> all = new ArrayList<>(fields.size() + 1);
    all.add(cluster);
    all.addAll(fields);
    return all;
  }

  private List<Field<?>> fields(int[] places) {
    return IntStream.of(places).<Field<?>>mapToObj(columns::get).toList();
  }

  private static <T> Condition isParameter(Field<T> field) {
    return field.eq(DSL.param(field));
  }

  private static <T> Condition greater(Field<T> field, @Nullable Object value) {
    return field.gt(DSL.val(value, field));
  }

  private static <T> Condition equal(Field<T> field, @Nullable Object value) {
    return field.eq(DSL.val(value, field));
  }
}
