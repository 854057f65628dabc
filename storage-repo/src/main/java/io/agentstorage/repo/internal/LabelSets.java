// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_SET;

import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Stores each distinct set of labels once, with its entries, and finds it again by its digest. Not thread-safe. */
final class LabelSets {
  private final ClusterId cluster;
  private final StoredSets<LabelSetId, LabelSetContent> sets;
  private final LabelPairs pairs;
  private final BulkInsert setInsert =
      new BulkInsert(
          LABEL_SET,
          List.of(LABEL_SET.CLUSTER_ID, LABEL_SET.ID, LABEL_SET.DIGEST, LABEL_SET.LABELS),
          List.of(LABEL_SET.CLUSTER_ID, LABEL_SET.DIGEST),
          BulkInsert.Order.ANY);
  private final BulkInsert entryInsert =
      new BulkInsert(
          LABEL_ENTRY,
          List.of(LABEL_ENTRY.CLUSTER_ID, LABEL_ENTRY.LABEL_PAIR_ID, LABEL_ENTRY.LABEL_SET_ID),
          List.of(),
          BulkInsert.Order.OF_INDEXES);

  private record Entry(long pair, long set) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byPair = Long.compare(pair, other.pair);
      return byPair == 0 ? Long.compare(set, other.set) : byPair;
    }
  }

  LabelSets(ClusterId cluster, int cachedSets, int cachedPairs) {
    this.cluster = cluster;
    this.pairs = new LabelPairs(cluster, cachedPairs);
    this.sets =
        new StoredSets<>(
            cluster,
            LABEL_SET.CLUSTER_ID,
            LABEL_SET.DIGEST,
            LABEL_SET.ID,
            LabelSetId::new,
            cachedSets);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<LabelSetContent> wanted) {
    sets.store(tx, wanted, this::insert);
  }

  LabelSetId id(LabelSetContent content) {
    return sets.id(content);
  }

  void committed() {
    sets.committed();
    pairs.committed();
  }

  void forget() {
    sets.forget();
    pairs.forget();
  }

  private int[] insert(DSLContext tx, List<LabelSetContent> contents, long firstId) {
    // All but the labels, whose text is at hand.
    RowEncoder encoder =
        new RowEncoder(Dialect.of(tx.configuration()), setInsert.columns().subList(0, 3));
    List<@Nullable Object[]> rows = new ArrayList<>(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      LabelSetContent content = contents.get(i);
      rows.add(
          encoder.encode(
              new @Nullable Object[] {
                cluster,
                new LabelSetId(firstId + i),
                content.digest(),
                new String(content.json(), StandardCharsets.UTF_8)
              }));
    }
    int[] inserted = setInsert.run(tx, rows);
    insertEntries(tx, contents, inserted, firstId);
    return inserted;
  }

  private void insertEntries(
      DSLContext tx, List<LabelSetContent> contents, int[] inserted, long firstId) {
    List<LabelSetContent> added = new ArrayList<>(contents.size());
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 1) {
        added.add(contents.get(i));
      }
    }
    pairs.store(tx, added);
    List<Entry> entries = new ArrayList<>(added.size() * 8);
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 1) {
        for (Map.Entry<String, String> label : contents.get(i).labels().entrySet()) {
          entries.add(new Entry(pairs.id(label).value(), firstId + i));
        }
      }
    }
    // In the order of the primary key, so that neighbours go to the same page.
    Entry[] sorted = entries.toArray(Entry[]::new);
    Arrays.sort(sorted);
    RowEncoder encoder = new RowEncoder(Dialect.of(tx.configuration()), entryInsert.columns());
    for (List<Entry> some : Limits.portions(Arrays.asList(sorted), Limits.ENTRIES_AT_ONCE)) {
      List<@Nullable Object[]> rows = new ArrayList<>(some.size());
      for (Entry entry : some) {
        rows.add(
            encoder.encode(
                new @Nullable Object[] {
                  cluster, new LabelPairId(entry.pair), new LabelSetId(entry.set)
                }));
      }
      entryInsert.run(tx, rows);
    }
  }
}
