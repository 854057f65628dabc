// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.kubernetes.LabelRequirement;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * How one selector is best asked. Without statistics of its own the database cannot know whether {@code app=cart} is of
 * ten resources or of all; looking into the index for a moment tells. Immutable.
 */
final class SelectorPlan {
  /** About a millisecond of looking; more than that is many, however many. */
  private static final int SETS_TO_COUNT = 10_000;

  /** Asking a set for so many pairs is cheaper than listing all sets that have one of them. */
  private static final int FEW_PAIRS = 32;

  private final List<LabelRequirement> requirements;
  private final LabelConditions conditions;

  private SelectorPlan(List<LabelRequirement> requirements, LabelConditions conditions) {
    this.requirements = requirements;
    this.conditions = conditions;
  }

  /** Looks how a selector is best asked. */
  static SelectorPlan of(DSLContext tx, ClusterId cluster, LabelSelector selector) {
    LabelConditions plain = new LabelConditions(cluster);
    boolean single = selector.requirements().size() == 1;
    Set<LabelRequirement> ofFewPairs = new HashSet<>();
    for (LabelRequirement requirement : selector.requirements()) {
      // One that leads and is the only one is never asked of a set.
      boolean asked = !(single && LabelConditions.needsTheLabel(requirement));
      if (asked
          && !LabelConditions.namesValues(requirement)
          && tx.fetchCount(plain.pairs(requirement).limit(FEW_PAIRS + 1)) <= FEW_PAIRS) {
        ofFewPairs.add(requirement);
      }
    }
    return new SelectorPlan(
        rarestFirst(tx, plain, selector.requirements()), new LabelConditions(cluster, ofFewPairs));
  }

  /** Whether some requirement leads to the sets that match; if none does, all sets must be looked at. */
  boolean leadsFromIndex() {
    return requirements.stream().anyMatch(LabelConditions::needsTheLabel);
  }

  /** The condition that leads to all that match, from the index. */
  Condition fromIndex() {
    return conditions.fromIndex(RESOURCE_TAGS.LABELS_ID, requirements);
  }

  /** The condition that is asked of each row that something else has led to. */
  Condition ofEachRow(ResourceRows rows) {
    return conditions.ofEachRow(rows.current.LABELS_ID, requirements);
  }

  /** Whether not more resources match than so many. */
  boolean matchesAtMost(DSLContext tx, int few) {
    return tx.fetchCount(conditions.resources(requirements).limit(few + 1)) <= few;
  }

  private static List<LabelRequirement> rarestFirst(
      DSLContext tx, LabelConditions conditions, List<LabelRequirement> requirements) {
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
