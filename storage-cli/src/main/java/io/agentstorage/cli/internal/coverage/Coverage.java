// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.select;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

/**
 * Which share of the resources, and of the workloads among them, carries each of some labels.
 *
 * @param labels the keys of the labels
 * @param by what the groups are, or null if there are none
 * @param all all resources of the cluster
 * @param groups worst first: by the share of workloads that carry the first label, then by that of resources; of equal
 *     ones the larger first, then by name. Those without workloads come after those with some
 */
public record Coverage(List<String> labels, @Nullable Grouping by, Group all, List<Group> groups) {

  /** The kinds that run containers and that people write, and not controllers. */
  public static final Set<ResourceType> WORKLOADS =
      Set.of(
          ResourceType.DEPLOYMENT,
          ResourceType.STATEFUL_SET,
          ResourceType.DAEMON_SET,
          ResourceType.JOB,
          ResourceType.CRON_JOB,
          new ResourceType("ReplicationController", ""));

  private static final Comparator<Group> WORST_FIRST =
      Comparator.<Group>comparingDouble(group -> group.workloads.percent(0)) // NaN is the largest
          .thenComparing(group -> group.workloads.total(), Comparator.reverseOrder())
          .thenComparingDouble(group -> group.resources.percent(0))
          .thenComparing(group -> group.resources.total(), Comparator.reverseOrder())
          .thenComparing(Group::name);

  /**
   * What was counted together.
   *
   * @param name the namespace or the type; empty for cluster-scoped resources, and for all
   * @param resources all of the group
   * @param workloads the workloads among them
   */
  record Group(String name, Tally resources, Tally workloads) {
    Group(String name, int labels) {
      this(name, new Tally(labels), new Tally(labels));
    }
  }

  /**
   * Counts, in one read transaction.
   *
   * @param database where
   * @param labels the keys of the labels, at least one
   * @param by what to count together, or null for all in one
   * @return the counts
   */
  public static Coverage of(Database database, List<String> labels, @Nullable Grouping by) {
    return database.read(tx -> read(tx, database, labels, by));
  }

  private static Coverage read(
      DSLContext tx, Database database, List<String> labels, @Nullable Grouping by) {
    Group all = new Group("", labels.size());
    Map<String, Group> groups = new HashMap<>();
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(RESOURCE_TAGS.TYPE);
    fields.add(RESOURCE_TAGS.NAMESPACE);
    fields.add(count().coerce(Long.class));
    for (String label : labels) {
      // SQLite finds the label sets once, and then looks each resource up among them.
      fields.add(
          count()
              .filterWhere(RESOURCE_TAGS.LABELS_ID.in(setsWith(database, label)))
              .coerce(Long.class));
    }
    // The order of the key's index, so that nothing has to be sorted or kept but the groups.
    try (Stream<Record> rows =
        tx.select(fields)
            .from(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster()))
            .groupBy(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE)
            .fetchStream()) {
      rows.forEach(
          row -> {
            ResourceType type = row.get(RESOURCE_TAGS.TYPE);
            add(all, type, row);
            if (by != null) {
              String name = row.get(by == Grouping.type ? 0 : 1, String.class);
              add(groups.computeIfAbsent(name, n -> new Group(n, labels.size())), type, row);
            }
          });
    }
    return new Coverage(labels, by, all, groups.values().stream().sorted(WORST_FIRST).toList());
  }

  private static Select<Record1<LabelSetId>> setsWith(Database database, String label) {
    Field<LabelSetId> set = LABEL_ENTRY.LABEL_SET_ID;
    return select(set)
        .from(LABEL_PAIR)
        .join(LABEL_ENTRY)
        .on(LABEL_ENTRY.CLUSTER_ID.eq(LABEL_PAIR.CLUSTER_ID))
        .and(LABEL_ENTRY.LABEL_PAIR_ID.eq(LABEL_PAIR.ID))
        .where(LABEL_PAIR.CLUSTER_ID.eq(database.cluster()))
        .and(LABEL_PAIR.LABEL_KEY.eq(label));
  }

  private static void add(Group group, ResourceType type, Record row) {
    long count = row.get(2, Long.class);
    long[] with = new long[row.size() - 3];
    for (int i = 0; i < with.length; i++) {
      with[i] = row.get(3 + i, Long.class);
    }
    group.resources.add(count, with);
    if (WORKLOADS.contains(type)) {
      group.workloads.add(count, with);
    }
  }
}
