// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.kubernetes.LabelRequirement;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * How a selector is best asked. Without statistics the database cannot know whether {@code app=cart} is of ten resources
 * or of all; looking into the index for a moment tells. Thread-safe.
 */
final class SelectorPlan {
  /** About a millisecond of looking; more than that is many, however many. */
  private static final int SETS_TO_COUNT = 10_000;

  private final ClusterId cluster;
  private final LabelConditions conditions;

  SelectorPlan(ClusterId cluster) {
    this.cluster = cluster;
    this.conditions = new LabelConditions(cluster);
  }

  /** For all that match: from the index. */
  Condition all(DSLContext tx, LabelSelector selector) {
    return conditions.fromIndex(RESOURCE_TAGS.LABELS_ID, rarestFirst(tx, selector));
  }

  /**
   * For the first that match, in some order. Where few match, they are found from the index and sorted. Where many do,
   * sorting them would take long, and the first ones are soon met on a walk in that order.
   *
   * @param few how many are few
   */
  Condition first(DSLContext tx, LabelSelector selector, int few) {
    if (selector.isEmpty()) {
      return DSL.noCondition();
    }
    Condition fromIndex = all(tx, selector);
    int matching =
        tx.fetchCount(
            DSL.selectOne()
                .from(RESOURCE_TAGS)
                .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
                .and(fromIndex)
                .limit(few + 1));
    return matching <= few ? fromIndex : conditions.ofEachRow(RESOURCE_TAGS.LABELS_ID, selector);
  }

  private List<LabelRequirement> rarestFirst(DSLContext tx, LabelSelector selector) {
    List<LabelRequirement> requirements = selector.requirements();
    List<LabelRequirement> candidates =
        requirements.stream()
            .filter(LabelConditions::needsTheLabel)
            .filter(LabelConditions::namesValues)
            .toList();
    if (candidates.size() < 2) {
      return requirements;
    }
    LabelRequirement rarest = candidates.get(0);
    int fewest = Integer.MAX_VALUE;
    for (LabelRequirement candidate : candidates) {
      int sets = tx.fetchCount(conditions.sets(candidate).limit(Math.min(fewest, SETS_TO_COUNT)));
      if (sets < fewest) {
        rarest = candidate;
        fewest = sets;
      }
    }
    List<LabelRequirement> ordered = new ArrayList<>(requirements);
    ordered.remove(rarest);
    ordered.add(0, rarest);
    return ordered;
  }
}
