// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;

/** Stores each distinct set of labels once, and finds it again by its digest. Not thread-safe. */
final class LabelSets {
  private final ClusterId cluster;
  private final StoredSets<LabelSetId> sets;
  private final IdCache<Pair, LabelPairId> pairs = new IdCache<>(Limits.CACHED_PAIRS);

  private record Pair(String key, String value) {}

  private record Entry(LabelPairId pair, LabelSetId set) {}

  LabelSets(ClusterId cluster) {
    this.cluster = cluster;
    this.sets = new StoredSets<>(cluster, LABEL_SET.CLUSTER_ID, LABEL_SET.DIGEST, LABEL_SET.ID);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<LabelSetContent> wanted) {
    Map<Digest, LabelSetContent> byDigest = new LinkedHashMap<>();
    wanted.forEach(content -> byDigest.put(content.digest(), content));
    Map<Digest, LabelSetContent> unknown = sets.withoutStored(tx, byDigest);
    if (!unknown.isEmpty()) {
      insert(tx, unknown.values());
    }
  }

  LabelSetId id(Digest digest) {
    return sets.id(digest);
  }

  void committed() {
    sets.committed();
    pairs.commit();
  }

  void forget() {
    sets.forget();
    pairs.clear();
  }

  private void insert(DSLContext tx, Collection<LabelSetContent> contents) {
    long next = sets.nextId(tx);
    List<Field<?>> columns =
        List.of(LABEL_SET.CLUSTER_ID, LABEL_SET.ID, LABEL_SET.DIGEST, LABEL_SET.LABELS);
    Query insert = tx.insertInto(LABEL_SET).columns(columns).values(Limits.parameters(columns));
    try (RenderedBatch batch = new RenderedBatch(tx, insert, columns)) {
      for (LabelSetContent content : contents) {
        LabelSetId id = new LabelSetId(next++);
        batch.add(cluster, id, content.digest(), content.labels());
        sets.put(content.digest(), id);
      }
      batch.execute();
    }
    storePairs(tx, contents);
    insertEntries(tx, contents);
  }

  private void storePairs(DSLContext tx, Collection<LabelSetContent> contents) {
    Map<Pair, LabelPairId> unknown = new LinkedHashMap<>();
    for (LabelSetContent content : contents) {
      for (Map.Entry<String, String> label : content.labels().entrySet()) {
        Pair pair = new Pair(label.getKey(), label.getValue());
        if (pairs.get(pair) == null) {
          unknown.put(pair, new LabelPairId(0));
        }
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    long next = NextId.of(tx, cluster, LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID);
    List<Field<?>> columns =
        List.of(LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE);
    Query insert =
        tx.insertInto(LABEL_PAIR)
            .columns(columns)
            .values(Limits.parameters(columns))
            .onConflict(LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE)
            .doNothing();
    int[] inserted;
    try (RenderedBatch batch = new RenderedBatch(tx, insert, columns)) {
      for (Map.Entry<Pair, LabelPairId> pair : unknown.entrySet()) {
        pair.setValue(new LabelPairId(next++));
        batch.add(cluster, pair.getValue(), pair.getKey().key(), pair.getKey().value());
      }
      inserted = batch.execute();
    }
    int at = 0;
    for (Map.Entry<Pair, LabelPairId> pair : unknown.entrySet()) {
      boolean isNew = inserted[at++] == 1;
      pairs.put(pair.getKey(), isNew ? pair.getValue() : findPair(tx, pair.getKey()));
    }
  }

  private LabelPairId findPair(DSLContext tx, Pair pair) {
    LabelPairId found =
        tx.select(LABEL_PAIR.ID)
            .from(LABEL_PAIR)
            .where(LABEL_PAIR.CLUSTER_ID.eq(cluster))
            .and(LABEL_PAIR.LABEL_KEY.eq(pair.key()))
            .and(LABEL_PAIR.LABEL_VALUE.eq(pair.value()))
            .fetchOne(LABEL_PAIR.ID);
    if (found == null) {
      throw new CorruptException(
          "store labels: one was refused as a duplicate and is not there; an index of label_pair is"
              + " damaged: restore the database from a backup");
    }
    return found;
  }

  private void insertEntries(DSLContext tx, Collection<LabelSetContent> contents) {
    List<Entry> entries = new ArrayList<>();
    for (LabelSetContent content : contents) {
      LabelSetId set = id(content.digest());
      for (Map.Entry<String, String> label : content.labels().entrySet()) {
        Pair pair = new Pair(label.getKey(), label.getValue());
        entries.add(new Entry(Objects.requireNonNull(pairs.get(pair)), set));
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    // In the order of the primary key, so that neighbours go to the same page.
    entries.sort(
        Comparator.comparingLong((Entry entry) -> entry.pair().value())
            .thenComparingLong(entry -> entry.set().value()));
    List<Field<?>> columns =
        List.of(LABEL_ENTRY.CLUSTER_ID, LABEL_ENTRY.LABEL_PAIR_ID, LABEL_ENTRY.LABEL_SET_ID);
    Query insert = tx.insertInto(LABEL_ENTRY).columns(columns).values(Limits.parameters(columns));
    try (RenderedBatch batch = new RenderedBatch(tx, insert, columns)) {
      for (Entry entry : entries) {
        batch.add(cluster, entry.pair(), entry.set());
      }
      batch.execute();
    }
  }
}
