// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Stores each distinct set once, finds it by its digest, and remembers its id. Sets that are likely new are inserted at
 * once, others are looked up first, whichever proved right with the ones before. Not thread-safe.
 *
 * @param <I> the type of their ids
 * @param <C> the type of their contents
 */
final class StoredSets<I, C extends SetContent<I>> {
  private final ClusterId cluster;
  private final TableField<?, ClusterId> clusterColumn;
  private final TableField<?, Digest> digestColumn;
  private final TableField<?, I> idColumn;
  private final LongFunction<I> idOf;
  private final NextId nextId;
  private final IdCache<Digest, I> ids;
  private SetContent.Generation generation = new SetContent.Generation();
  private boolean mostAreStored;
  private @Nullable String lookup;
  private @Nullable String lookupOfOne;

  /** Stores what is new. */
  @FunctionalInterface
  interface Inserter<C> {

    /**
     * Inserts sets under the ids from a first one on, and what hangs on them, for each that is new.
     *
     * @return 1 for each that is new, 0 for each whose digest is stored
     */
    int[] insert(DSLContext tx, List<C> contents, long firstId);
  }

  StoredSets(
      ClusterId cluster,
      TableField<?, ClusterId> clusterColumn,
      TableField<?, Digest> digestColumn,
      TableField<?, I> idColumn,
      LongFunction<I> idOf,
      int remembered) {
    this.ids = new IdCache<>(remembered);
    this.cluster = cluster;
    this.clusterColumn = clusterColumn;
    this.digestColumn = digestColumn;
    this.idColumn = idColumn;
    this.idOf = idOf;
    this.nextId = new NextId(cluster, clusterColumn, idColumn);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<C> wanted, Inserter<C> inserter) {
    List<C> asked = new ArrayList<>();
    Map<Digest, C> unknown = new LinkedHashMap<>();
    for (C content : wanted) {
      if (content.idKnownBy(generation) == null) {
        asked.add(content);
        if (ids.get(content.digest()) == null) {
          unknown.put(content.digest(), content);
        }
      }
    }
    if (!unknown.isEmpty()) {
      resolve(tx, unknown, inserter);
    }
    for (C content : asked) {
      content.learn(generation, Objects.requireNonNull(ids.get(content.digest())));
    }
  }

  private void resolve(DSLContext tx, Map<Digest, C> unknown, Inserter<C> inserter) {
    int count = unknown.size();
    if (mostAreStored || count < Limits.MANY) {
      lookUp(tx, unknown);
      mostAreStored = unknown.size() * 2 < count;
      insert(tx, unknown, inserter);
    } else {
      insert(tx, unknown, inserter);
      mostAreStored = unknown.size() * 2 > count;
      lookUp(tx, unknown);
    }
    if (!unknown.isEmpty()) {
      throw new CorruptException(
          "store: a row of a digest was refused as a duplicate and is not there; an index of "
              + idColumn.getTable()
              + " is damaged: restore the database from a backup");
    }
  }

  /** Removes those that it inserts. */
  private void insert(DSLContext tx, Map<Digest, C> unknown, Inserter<C> inserter) {
    if (unknown.isEmpty()) {
      return;
    }
    List<C> contents = List.copyOf(unknown.values());
    long first = nextId.in(tx);
    int[] inserted = inserter.insert(tx, contents, first);
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 1) {
        Digest digest = contents.get(i).digest();
        ids.put(digest, idOf.apply(first + i));
        unknown.remove(digest);
      }
    }
  }

  /** Removes those that it finds. */
  private void lookUp(DSLContext tx, Map<Digest, C> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    int atOnce = unknown.size() <= Limits.FEW ? 1 : Limits.LOOKED_UP;
    try (RenderedQuery query = new RenderedQuery(tx, lookup(tx, atOnce))) {
      query.set(1, clusterColumn.getConverter().to(cluster));
      for (List<Digest> some : Limits.portions(List.copyOf(unknown.keySet()), atOnce)) {
        for (int i = 0; i < atOnce; i++) {
          Digest digest = some.get(Math.min(i, some.size() - 1));
          query.set(2 + i, digestColumn.getConverter().to(digest));
        }
        query.run(
            row -> {
              ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(1));
              Digest digest = new Digest(bytes.getLong(), bytes.getLong());
              ids.put(digest, idOf.apply(row.getLong(2)));
              unknown.remove(digest);
            });
      }
    }
  }

  private String lookup(DSLContext tx, int atOnce) {
    String ready = atOnce == 1 ? lookupOfOne : lookup;
    if (ready != null) {
      return ready;
    }
    List<Field<Digest>> digests = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      digests.add(DSL.param(digestColumn));
    }
    String sql =
        tx.select(digestColumn, idColumn)
            .from(idColumn.getTable())
            .where(clusterColumn.eq(DSL.param(clusterColumn)))
            .and(digestColumn.in(digests))
            .getSQL();
    if (atOnce == 1) {
      lookupOfOne = sql;
    } else {
      lookup = sql;
    }
    return sql;
  }

  I id(C content) {
    return Objects.requireNonNull(
        content.idKnownBy(generation), "store() was not asked for this set");
  }

  void committed() {
    ids.commit();
  }

  void forget() {
    ids.clear();
    generation = new SetContent.Generation();
  }
}
