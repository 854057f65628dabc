// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;

import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.BulkLookup;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Stores each distinct key=value once, and knows its id. Not thread-safe. */
final class LabelPairs {
  /** About that of the index, for speed only. */
  private static final Comparator<Map.Entry<String, String>> BY_KEY =
      Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue());

  private final ClusterId cluster;
  private final NextId nextId;
  private final IdCache<Map.Entry<String, String>, LabelPairId> ids;
  private final BulkInsert insert =
      new BulkInsert(
          LABEL_PAIR,
          List.of(
              LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE),
          List.of(LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE),
          BulkInsert.Order.OF_INDEXES);
  private final BulkLookup atOnce =
      new BulkLookup(
          LABEL_PAIR,
          insert.columns(),
          List.of(LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE),
          values -> LABEL_PAIR.ID);
  private @Nullable String lookup;

  LabelPairs(ClusterId cluster, int cached) {
    this.cluster = cluster;
    this.ids = new IdCache<>(cached);
    this.nextId = new NextId(cluster, LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID);
  }

  /** Makes sure that the pairs of all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<LabelSetContent> contents) {
    Set<Map.Entry<String, String>> unknown = new HashSet<>();
    for (LabelSetContent content : contents) {
      for (Map.Entry<String, String> label : content.labels().entrySet()) {
        if (ids.get(label) == null) {
          unknown.add(label);
        }
      }
    }
    if (!unknown.isEmpty()) {
      if (unknown.size() < Limits.MANY) {
        lookUp(tx, List.copyOf(unknown));
        unknown.removeIf(pair -> ids.get(pair) != null);
      }
      List<Map.Entry<String, String>> sorted = new ArrayList<>(unknown);
      sorted.sort(BY_KEY);
      insert(tx, sorted);
    }
  }

  private void insert(DSLContext tx, List<Map.Entry<String, String>> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    long first = nextId.in(tx);
    RowEncoder encoder = new RowEncoder(Dialect.of(tx.configuration()), insert.columns());
    List<@Nullable Object[]> rows = new ArrayList<>(unknown.size());
    for (int i = 0; i < unknown.size(); i++) {
      Map.Entry<String, String> pair = unknown.get(i);
      rows.add(
          encoder.encode(
              new @Nullable Object[] {
                cluster, new LabelPairId(first + i), pair.getKey(), pair.getValue()
              }));
    }
    int[] inserted = insert.run(tx, rows);
    List<Map.Entry<String, String>> stored = new ArrayList<>();
    List<@Nullable Object[]> storedRows = new ArrayList<>();
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 1) {
        ids.put(unknown.get(i), new LabelPairId(first + i));
      } else {
        stored.add(unknown.get(i));
        storedRows.add(rows.get(i));
      }
    }
    if (stored.isEmpty()) {
      return;
    }
    if (!atOnce.run(
        tx,
        storedRows,
        (at, answer) -> ids.put(stored.get(at), new LabelPairId(answer.getLong(2))))) {
      lookUp(tx, stored);
    }
    for (Map.Entry<String, String> pair : stored) {
      if (ids.get(pair) == null) {
        throw new CorruptException(
            "store labels: one was refused as a duplicate and is not there; an index of"
                + " label_pair is damaged: restore the database from a backup");
      }
    }
  }

  private void lookUp(DSLContext tx, List<Map.Entry<String, String>> stored) {
    String sql = lookup == null ? renderLookup(tx) : lookup;
    try (RenderedQuery query = new RenderedQuery(tx, sql)) {
      query.set(1, LABEL_PAIR.CLUSTER_ID.getConverter().to(cluster));
      for (Map.Entry<String, String> pair : stored) {
        query.set(2, pair.getKey());
        query.set(3, pair.getValue());
        query.run(row -> ids.put(pair, new LabelPairId(row.getLong(1))));
      }
    }
  }

  private String renderLookup(DSLContext tx) {
    String sql =
        tx.select(LABEL_PAIR.ID)
            .from(LABEL_PAIR)
            .where(LABEL_PAIR.CLUSTER_ID.eq(DSL.param(LABEL_PAIR.CLUSTER_ID)))
            .and(LABEL_PAIR.LABEL_KEY.eq(DSL.param(LABEL_PAIR.LABEL_KEY)))
            .and(LABEL_PAIR.LABEL_VALUE.eq(DSL.param(LABEL_PAIR.LABEL_VALUE)))
            .getSQL();
    lookup = sql;
    return sql;
  }

  LabelPairId id(Map.Entry<String, String> pair) {
    return Objects.requireNonNull(ids.get(pair), "store() was not asked for this pair");
  }

  void committed() {
    ids.commit();
  }

  void forget() {
    ids.clear();
  }
}
