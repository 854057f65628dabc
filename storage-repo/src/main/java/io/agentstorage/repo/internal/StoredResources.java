// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows with the stored ones of their keys: names of one type and namespace are looked up {@value
 * Limits#LOOKED_UP} at once. Used by one thread.
 */
final class StoredResources {
  private final ClusterId cluster;
  private @Nullable String sql;

  StoredResources(ClusterId cluster) {
    this.cluster = cluster;
  }

  /** What the loaded row is compared with. */
  private record Stored(
      @Nullable String uid,
      @Nullable Long metricLabels,
      @Nullable Long labels,
      @Nullable Long annotations) {

    static Stored read(ResultSet row) throws SQLException {
      return new Stored(row.getString(2), number(row, 3), number(row, 4), number(row, 5));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
      long value = row.getLong(column);
      return value == 0 && row.wasNull() ? null : value;
    }

    boolean is(LoadedResource loaded) {
      return Objects.equals(labels, loaded.labelsId())
          && Objects.equals(annotations, loaded.annotationsId())
          && Objects.equals(metricLabels, loaded.metricLabelsId())
          && (loaded.uid() == null || loaded.uid().equals(uid));
    }
  }

  /**
   * Compares.
   *
   * @param rows the rows in the order of their keys, completed
   * @return UNCHANGED for each that is stored as it is, EXISTS for each that differs or whose key came before in these
   *     rows, null for each that is not stored
   */
  @Nullable Effect[] compare(DSLContext tx, List<LoadedResource> rows) {
    @Nullable Effect[] effects = new @Nullable Effect[rows.size()];
    String query = sql == null ? render(tx) : sql;
    try (RenderedQuery lookup = new RenderedQuery(tx, query)) {
      lookup.set(1, RESOURCE_TAGS.CLUSTER_ID.getConverter().to(cluster));
      int from = 0;
      while (from < effects.length) {
        int to = endOfPortion(rows, from);
        compare(lookup, rows, from, to, effects);
        from = to;
      }
    }
    return effects;
  }

  private static int endOfPortion(List<LoadedResource> rows, int from) {
    LoadedResource first = rows.get(from);
    int most = Math.min(rows.size(), from + Limits.LOOKED_UP);
    int to = from + 1;
    while (to < most
        && rows.get(to).namespace().equals(first.namespace())
        && rows.get(to).type().equals(first.type())) {
      to++;
    }
    return to;
  }

  private static void compare(
      RenderedQuery lookup,
      List<LoadedResource> rows,
      int from,
      int to,
      @Nullable Effect[] effects) {
    lookup.set(2, rows.get(from).type());
    lookup.set(3, rows.get(from).namespace());
    for (int i = 0; i < Limits.LOOKED_UP; i++) {
      lookup.set(4 + i, rows.get(Math.min(from + i, to - 1)).name());
    }
    Map<String, Stored> found = new HashMap<>(Limits.LOOKED_UP * 2);
    lookup.run(row -> found.put(row.getString(1), Stored.read(row)));
    for (int i = from; i < to; i++) {
      LoadedResource row = rows.get(i);
      Stored stored = found.get(row.name());
      if (stored != null) {
        boolean again = i > 0 && rows.get(i - 1).sameKey(row);
        effects[i] = !again && stored.is(row) ? Effect.UNCHANGED : Effect.EXISTS;
      }
    }
  }

  private String render(DSLContext tx) {
    List<Field<String>> names = new ArrayList<>();
    for (int i = 0; i < Limits.LOOKED_UP; i++) {
      names.add(DSL.param(RESOURCE_TAGS.NAME));
    }
    String rendered =
        tx.select(
                RESOURCE_TAGS.NAME,
                RESOURCE_TAGS.UID,
                RESOURCE_TAGS.METRIC_LABELS_ID,
                RESOURCE_TAGS.LABELS_ID,
                RESOURCE_TAGS.ANNOTATIONS_ID)
            .from(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.CLUSTER_ID.eq(DSL.param(RESOURCE_TAGS.CLUSTER_ID)))
            .and(RESOURCE_TAGS.TYPE.eq(DSL.param(RESOURCE_TAGS.TYPE)))
            .and(RESOURCE_TAGS.NAMESPACE.eq(DSL.param(RESOURCE_TAGS.NAMESPACE)))
            .and(RESOURCE_TAGS.NAME.in(names))
            .getSQL();
    sql = rendered;
    return rendered;
  }
}
