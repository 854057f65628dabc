// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.Database;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;

/**
 * Counts over all resources of a cluster.
 *
 * @param resources how many there are
 * @param types by type, most first
 * @param namespaces by namespace, most first; the empty one has the cluster-scoped resources
 * @param labelKeys the keys of labels, most used first
 */
record Statistics(
    long resources, List<Count> types, List<Count> namespaces, List<LabelKey> labelKeys) {

  record Count(String name, long count) {}

  /** How many resources have a label of this key, and how many values it has. */
  record LabelKey(String key, long resources, long values) {}

  static Statistics of(Database database) {
    return database.read(
        tx -> {
          Condition cluster = RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster());
          List<Count> types = countBy(tx, RESOURCE_TAGS.TYPE, cluster);
          return new Statistics(
              types.stream().mapToLong(Count::count).sum(),
              types,
              countBy(tx, RESOURCE_TAGS.NAMESPACE, cluster),
              labelKeys(tx, cluster));
        });
  }

  private static List<Count> countBy(DSLContext tx, Field<?> field, Condition cluster) {
    return tx.select(field, count().coerce(Long.class))
        .from(RESOURCE_TAGS)
        .where(cluster)
        .groupBy(field)
        .orderBy(count().desc(), field)
        .fetch(row -> new Count(String.valueOf(row.value1()), row.value2()));
  }

  /** Resources are counted by label set first: there are far fewer sets, and the index alone answers that. */
  private static List<LabelKey> labelKeys(DSLContext tx, Condition cluster) {
    Field<Long> inSet = count().coerce(Long.class).as("in_set");
    Table<Record2<LabelSetId, Long>> sets =
        tx.select(RESOURCE_TAGS.LABELS_ID, inSet)
            .from(RESOURCE_TAGS)
            .where(cluster)
            .and(RESOURCE_TAGS.LABELS_ID.isNotNull())
            .groupBy(RESOURCE_TAGS.LABELS_ID)
            .asTable(name("sets"));
    Field<Long> resources = sum(sets.field(inSet)).coerce(Long.class);
    return tx.select(
            LABEL_PAIR.LABEL_KEY,
            resources,
            countDistinct(LABEL_PAIR.LABEL_VALUE).coerce(Long.class))
        .from(sets)
        .join(LABEL_ENTRY)
        .on(LABEL_ENTRY.LABEL_SET_ID.eq(sets.field(RESOURCE_TAGS.LABELS_ID)))
        .join(LABEL_PAIR)
        .on(LABEL_PAIR.CLUSTER_ID.eq(LABEL_ENTRY.CLUSTER_ID))
        .and(LABEL_PAIR.ID.eq(LABEL_ENTRY.LABEL_PAIR_ID))
        .groupBy(LABEL_PAIR.LABEL_KEY)
        .orderBy(resources.desc(), LABEL_PAIR.LABEL_KEY)
        .fetch(row -> new LabelKey(row.value1(), row.value2(), row.value3()));
  }
}
