// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.Tables;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a bulk load puts resources. Where most of the rows before were stored already, rows are compared with the stored
 * ones first, which is half the work of an insert that is refused; else they are inserted at once.
 */
public final class ResourceTarget implements BulkTarget<ResourceTags, LoadedResource> {
  private final ClusterId cluster;
  private final Dialect dialect;
  private final Supplier<ResourceId> newId;
  private final Clock clock;
  private final RowEncoder encoder;
  private final Function<Map<String, String>, Object> packer;
  private final ContentCache<LabelSetContent> labelCache = new ContentCache<>(LabelSetContent::new);
  private final ContentCache<AnnotationSetContent> annotationCache =
      new ContentCache<>(AnnotationSetContent::new);

  private final ResourceSets sets;
  private final Lives lives;
  private final StoredResources stored;
  private final BulkInsert insert =
      new BulkInsert(
          Tables.RESOURCE_TAGS,
          LoadedResource.COLUMNS,
          ResourceKeys.COLUMNS,
          BulkInsert.Order.OF_INDEXES);
  private final BulkUpdate update =
      new BulkUpdate(
          Tables.RESOURCE_TAGS,
          LoadedResource.COLUMNS,
          ResourceKeys.COLUMNS,
          BulkUpdate.Order.ANY, // the only other key is of new ids
          ChangeStatement::of);
  private @Nullable Object afterLastChunk;
  private boolean mostAreStored;

  /**
   * A target.
   *
   * @param cluster the cluster whose rows it writes
   * @param dialect of the database
   * @param newId gives the id of a new row
   * @param clock gives the times of rows
   */
  public ResourceTarget(
      ClusterId cluster, Dialect dialect, Supplier<ResourceId> newId, Clock clock) {
    this.cluster = cluster;
    this.dialect = dialect;
    this.newId = newId;
    this.clock = clock;
    this.encoder = new RowEncoder(dialect, LoadedResource.COLUMNS);
    this.packer = AnnotationSets.packer(dialect);
    this.sets = new ResourceSets(cluster);
    this.lives = new Lives(cluster);
    this.stored = new StoredResources(cluster);
  }

  @Override
  public LoadedResource prepare(ResourceTags resource) {
    AnnotationSetContent annotations = annotationCache.of(resource.annotations());
    if (annotations != null) {
      annotations.packed(packer);
    }
    PreparedResource content =
        new PreparedResource(
            resource,
            labelCache.of(resource.metricLabels()),
            labelCache.of(resource.labels()),
            annotations);
    return LoadedResource.of(cluster, content, encoder);
  }

  @Override
  public long bytes(LoadedResource row) {
    return row.bytes();
  }

  @Override
  public Comparator<LoadedResource> order() {
    return LoadedResource.BY_KEY;
  }

  @Override
  public boolean storesWhatRowsReferTo() {
    return true;
  }

  @Override
  public boolean mayShareCommits() {
    return true;
  }

  @Override
  public Effect[] write(DSLContext tx, List<LoadedResource> rows, boolean updating) {
    if (!dialect.changeMark(tx).equals(afterLastChunk)) {
      // Somebody wrote between the chunks. If it was a deletion, the numbers of the sets that are
      // remembered may by now be those of others.
      sets.forget();
    }
    Effect[] effects = writeAll(tx, rows, updating);
    afterLastChunk = dialect.changeMark(tx);
    return effects;
  }

  private Effect[] writeAll(DSLContext tx, List<LoadedResource> rows, boolean updating) {
    Instant now = clock.instant();
    sets.store(tx, rows);
    rows.forEach(row -> row.complete(newId.get(), sets, now));
    @Nullable Effect[] effects =
        mostAreStored ? stored.compare(tx, rows) : new @Nullable Effect[rows.size()];
    insertUnknown(tx, rows, effects, now);
    int existing = 0;
    for (Effect effect : effects) {
      existing += effect == Effect.INSERTED ? 0 : 1;
    }
    mostAreStored = existing * 2 > rows.size();
    return updating ? update(tx, rows, effects) : leave(effects);
  }

  /** Inserts those whose effect is null; if there is a stored row of the key, they are EXISTS. */
  private void insertUnknown(
      DSLContext tx, List<LoadedResource> rows, @Nullable Effect[] effects, Instant now) {
    List<@Nullable Object[]> values = new ArrayList<>(rows.size());
    for (int i = 0; i < effects.length; i++) {
      if (effects[i] == null) {
        values.add(rows.get(i).row());
      }
    }
    if (values.isEmpty()) {
      return;
    }
    int[] inserted = insert.run(tx, values);
    boolean any = false;
    int at = 0;
    for (int i = 0; i < effects.length; i++) {
      if (effects[i] == null) {
        boolean isNew = inserted[at++] == 1;
        effects[i] = isNew ? Effect.INSERTED : Effect.EXISTS;
        any |= isNew;
      }
    }
    if (any) {
      lives.beginAfterEarlierOnes(tx, now);
    }
  }

  /** Changes those that are EXISTS, where they differ. */
  private Effect[] update(DSLContext tx, List<LoadedResource> rows, @Nullable Effect[] effects) {
    List<@Nullable Object[]> values = new ArrayList<>();
    for (int i = 0; i < effects.length; i++) {
      if (effects[i] == Effect.EXISTS) {
        values.add(rows.get(i).row());
      }
    }
    int[] changed = values.isEmpty() ? new int[0] : update.run(tx, values);
    Effect[] done = leave(effects);
    int at = 0;
    for (int i = 0; i < done.length; i++) {
      if (effects[i] == Effect.EXISTS) {
        done[i] = changed[at++] == 1 ? Effect.UPDATED : Effect.UNCHANGED;
      } else if (effects[i] == Effect.UNCHANGED) {
        done[i] = Effect.UNCHANGED;
      }
    }
    return done;
  }

  /** What is equal to the stored row is there like any other: whether that is an error is not known here. */
  private static Effect[] leave(@Nullable Effect[] effects) {
    Effect[] known = new Effect[effects.length];
    for (int i = 0; i < known.length; i++) {
      Effect effect = effects[i];
      if (effect == null) {
        throw new IllegalStateException("row " + i + " of a chunk was not written");
      }
      known[i] = effect == Effect.UNCHANGED ? Effect.EXISTS : effect;
    }
    return known;
  }

  @Override
  public void noteOtherChange(DSLContext tx) {
    afterLastChunk = dialect.changeMark(tx);
  }

  @Override
  public void committed() {
    sets.committed();
  }

  @Override
  public void forget() {
    sets.forget();
  }

  @Override
  public String describe(LoadedResource row) {
    return row.key().toString();
  }
}
