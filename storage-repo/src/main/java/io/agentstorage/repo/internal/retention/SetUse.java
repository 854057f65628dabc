// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.retention.Purge;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Which sets and pairs nothing refers to. Each is looked for in an index of whatever could.
 *
 * @param cluster whose
 * @param planned what of the rows that refer to them is as good as gone
 */
record SetUse(ClusterId cluster, List<Purge> planned) {

  /** Of {@code LABEL_SET}. */
  Condition unusedLabels() {
    return LABEL_SET.CLUSTER_ID.eq(cluster).andNot(usesLabels(LABEL_SET.ID));
  }

  /** Of {@code LABEL_PAIR}: those in no set, once the unused sets are gone with their entries. */
  Condition unusedPairs() {
    return LABEL_PAIR.CLUSTER_ID.eq(cluster).andNotExists(entries());
  }

  /** Of {@code LABEL_PAIR}: those in no set that is used. */
  Condition pairsOfUnusedLabels() {
    return LABEL_PAIR
        .CLUSTER_ID
        .eq(cluster)
        .andNotExists(entries().and(usesLabels(LABEL_ENTRY.LABEL_SET_ID)));
  }

  private SelectConditionStep<Record1<Integer>> entries() {
    return DSL.selectOne()
        .from(LABEL_ENTRY)
        .where(LABEL_ENTRY.CLUSTER_ID.eq(cluster))
        .and(LABEL_ENTRY.LABEL_PAIR_ID.eq(LABEL_PAIR.ID));
  }

  /** Of {@code ANNOTATION_SET}. */
  Condition unusedAnnotations() {
    return ANNOTATION_SET
        .CLUSTER_ID
        .eq(cluster)
        .andNot(
            refers(
                    RESOURCE_TAGS,
                    RESOURCE_TAGS.CLUSTER_ID,
                    RESOURCE_TAGS.ANNOTATIONS_ID,
                    ANNOTATION_SET.ID)
                .or(
                    refers(
                        RESOURCE_HISTORY,
                        RESOURCE_HISTORY.CLUSTER_ID,
                        RESOURCE_HISTORY.ANNOTATIONS_ID,
                        ANNOTATION_SET.ID)));
  }

  private Condition usesLabels(Field<LabelSetId> set) {
    return refers(RESOURCE_TAGS, RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.LABELS_ID, set)
        .or(refers(RESOURCE_TAGS, RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.METRIC_LABELS_ID, set))
        .or(refers(RESOURCE_HISTORY, RESOURCE_HISTORY.CLUSTER_ID, RESOURCE_HISTORY.LABELS_ID, set))
        .or(
            refers(
                RESOURCE_HISTORY,
                RESOURCE_HISTORY.CLUSTER_ID,
                RESOURCE_HISTORY.METRIC_LABELS_ID,
                set))
        .or(refers(METRIC_SERIES, METRIC_SERIES.CLUSTER_ID, METRIC_SERIES.LABELS_ID, set));
  }

  private <I> Condition refers(
      Table<?> table, TableField<?, ClusterId> inCluster, TableField<?, I> id, Field<I> set) {
    Condition stays = DSL.noCondition();
    for (Purge purge : planned) {
      if (purge instanceof AgedPurge aged && aged.selects(table)) {
        stays = stays.andNot(aged.doomed());
      }
    }
    return DSL.exists(
        DSL.selectOne().from(table).where(inCluster.eq(cluster)).and(id.eq(set)).and(stays));
  }
}
