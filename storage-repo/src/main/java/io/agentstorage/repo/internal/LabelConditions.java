// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.LabelEntryTable;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.kubernetes.LabelRequirement;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Label selectors as conditions on a column that refers to a set of labels. Sets are found from the key=value pairs in
 * the index, resources from their sets. Thread-safe.
 */
public final class LabelConditions {
  private static final LabelEntryTable FIRST = LABEL_ENTRY.as("first_entry");
  private static final LabelEntryTable OTHER = LABEL_ENTRY.as("other_entry");

  private final ClusterId cluster;
  private final Set<LabelRequirement> ofFewPairs;

  /**
   * Conditions.
   *
   * @param cluster the cluster whose label sets they are about
   */
  public LabelConditions(ClusterId cluster) {
    this(cluster, Set.of());
  }

  /**
   * Conditions, some of which are known to be about few pairs.
   *
   * @param cluster the cluster whose label sets they are about
   * @param ofFewPairs requirements that name no values, and whose keys have few nevertheless
   */
  LabelConditions(ClusterId cluster, Set<LabelRequirement> ofFewPairs) {
    this.cluster = cluster;
    this.ofFewPairs = ofFewPairs;
  }

  /**
   * A condition that leads from the index to the rows: right where few of them match, or all that match are wanted.
   *
   * @param column the column that refers to the set of labels
   * @param selector what the labels must fulfil
   * @return the condition
   */
  public Condition fromIndex(Field<LabelSetId> column, LabelSelector selector) {
    return fromIndex(column, selector.requirements());
  }

  /** The first requirement that can lead to the sets does: the one that the fewest sets fulfil should be before others. */
  Condition fromIndex(Field<LabelSetId> column, List<LabelRequirement> requirements) {
    if (requirements.isEmpty()) {
      return DSL.noCondition();
    }
    List<LabelRequirement> others = new ArrayList<>(requirements);
    LabelRequirement leading = leading(requirements);
    if (leading == null) {
      return column
          .in(DSL.select(LABEL_SET.ID).from(LABEL_SET).where(unled(others)))
          .or(column.isNull());
    }
    others.remove(leading);
    // Without the first part the negation would leave out resources without labels.
    return column
        .isNotNull()
        .and(column.in(DSL.select(FIRST.LABEL_SET_ID).from(FIRST).where(led(leading, others))));
  }

  /**
   * A condition that is asked of each row by itself and leads nowhere: right where many rows match and the first ones in
   * some order are wanted.
   *
   * @param column the column that refers to the set of labels
   * @param requirements what the labels must fulfil
   * @return the condition
   */
  Condition ofEachRow(Field<LabelSetId> column, List<LabelRequirement> requirements) {
    return all(column, requirements);
  }

  /**
   * A condition that leads from the index to the rows in which a label has one of some values, of any text.
   *
   * @param column the column that refers to the set of labels
   * @param key the key of the label
   * @param values the values
   * @return the condition
   */
  Condition hasOneOf(Field<LabelSetId> column, String key, Collection<String> values) {
    return column.in(
        DSL.select(OTHER.LABEL_SET_ID)
            .from(OTHER)
            .where(OTHER.CLUSTER_ID.eq(cluster))
            .and(
                OTHER.LABEL_PAIR_ID.in(
                    DSL.select(LABEL_PAIR.ID)
                        .from(LABEL_PAIR)
                        .where(LABEL_PAIR.CLUSTER_ID.eq(cluster))
                        .and(LABEL_PAIR.LABEL_KEY.eq(key))
                        .and(LABEL_PAIR.LABEL_VALUE.in(values)))));
  }

  /** The resources whose labels fulfil the requirements, from the index, as they come. */
  SelectLimitStep<Record1<Integer>> resources(List<LabelRequirement> requirements) {
    List<LabelRequirement> others = new ArrayList<>(requirements);
    LabelRequirement leading = leading(requirements);
    if (leading == null) {
      return DSL.selectOne()
          .from(LABEL_SET)
          .join(RESOURCE_TAGS)
          .on(RESOURCE_TAGS.CLUSTER_ID.eq(LABEL_SET.CLUSTER_ID))
          .and(RESOURCE_TAGS.LABELS_ID.eq(LABEL_SET.ID))
          .where(unled(others))
          .unionAll(
              DSL.selectOne()
                  .from(RESOURCE_TAGS)
                  .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
                  .and(RESOURCE_TAGS.LABELS_ID.isNull()));
    }
    others.remove(leading);
    return DSL.selectOne()
        .from(FIRST)
        .join(RESOURCE_TAGS)
        .on(RESOURCE_TAGS.CLUSTER_ID.eq(FIRST.CLUSTER_ID))
        .and(RESOURCE_TAGS.LABELS_ID.eq(FIRST.LABEL_SET_ID))
        .where(led(leading, others));
  }

  /** Which first entries are of sets that fulfil everything, found by the requirement that leads. */
  private Condition led(LabelRequirement leading, List<LabelRequirement> others) {
    return FIRST
        .CLUSTER_ID
        .eq(cluster)
        .and(FIRST.LABEL_PAIR_ID.in(pairs(leading)))
        .and(all(FIRST.LABEL_SET_ID, others));
  }

  /** Which sets fulfil everything, where no requirement leads to them. */
  private Condition unled(List<LabelRequirement> requirements) {
    return LABEL_SET.CLUSTER_ID.eq(cluster).and(all(LABEL_SET.ID, requirements));
  }

  /** Which sets fulfil a requirement that needs a label to be there. */
  SelectConditionStep<Record1<LabelSetId>> sets(LabelRequirement requirement) {
    return DSL.select(OTHER.LABEL_SET_ID)
        .from(OTHER)
        .where(OTHER.CLUSTER_ID.eq(cluster))
        .and(OTHER.LABEL_PAIR_ID.in(pairs(requirement)));
  }

  static boolean needsTheLabel(LabelRequirement requirement) {
    return switch (requirement.operator()) {
      case EQUALS, DOUBLE_EQUALS, IN, EXISTS, GREATER_THAN, LESS_THAN -> true;
      case NOT_EQUALS, NOT_IN, NOT_EXISTS -> false;
    };
  }

  /** Values are given, so that there are few pairs and each set can be asked for them. */
  static boolean namesValues(LabelRequirement requirement) {
    return switch (requirement.operator()) {
      case EQUALS, DOUBLE_EQUALS, IN, NOT_EQUALS, NOT_IN -> true;
      case EXISTS, NOT_EXISTS, GREATER_THAN, LESS_THAN -> false;
    };
  }

  private static @Nullable LabelRequirement leading(List<LabelRequirement> requirements) {
    LabelRequirement leading = null;
    for (LabelRequirement requirement : requirements) {
      if (needsTheLabel(requirement)
          && (leading == null || (namesValues(requirement) && !namesValues(leading)))) {
        leading = requirement;
      }
    }
    return leading;
  }

  private Condition all(Field<LabelSetId> set, List<LabelRequirement> requirements) {
    Condition all = DSL.noCondition();
    for (LabelRequirement requirement : requirements) {
      all = all.and(one(set, requirement));
    }
    return all;
  }

  private Condition one(Field<LabelSetId> set, LabelRequirement requirement) {
    if (namesValues(requirement) || ofFewPairs.contains(requirement)) {
      // The limit changes nothing but the plan: without it SQLite makes a join of it and reads all
      // entries of the cluster into a Bloom filter first, which takes longer than a page.
      Condition has =
          DSL.exists(
              DSL.selectOne()
                  .from(OTHER)
                  .where(OTHER.CLUSTER_ID.eq(cluster))
                  .and(OTHER.LABEL_PAIR_ID.in(pairs(requirement)))
                  .and(OTHER.LABEL_SET_ID.eq(set))
                  .limit(DSL.inline(1)));
      return needsTheLabel(requirement) ? has : DSL.not(has);
    }
    // A key may have as many pairs as there are resources: their sets are listed once. The sum
    // keeps
    // the list from leading, for then the rows would come in its order.
    Field<Long> value = set.coerce(Long.class).plus(DSL.inline(0L));
    Select<Record1<LabelSetId>> sets = sets(requirement);
    return needsTheLabel(requirement)
        ? value.in(longs(sets))
        : set.isNull().or(value.notIn(longs(sets)));
  }

  @SuppressWarnings("unchecked") // the converter of the ids wraps a Long, which is what is compared
  private static Select<Record1<Long>> longs(Select<Record1<LabelSetId>> sets) {
    return (Select<Record1<Long>>) (Select<?>) sets;
  }

  SelectConditionStep<Record1<LabelPairId>> pairs(LabelRequirement requirement) {
    Condition values =
        switch (requirement.operator()) {
          case EXISTS, NOT_EXISTS -> DSL.noCondition();
          case EQUALS, DOUBLE_EQUALS, NOT_EQUALS, IN, NOT_IN ->
              LABEL_PAIR.LABEL_VALUE.in(requirement.values());
          case GREATER_THAN -> IntegerText.greaterThan(LABEL_PAIR.LABEL_VALUE, bound(requirement));
          case LESS_THAN -> IntegerText.lessThan(LABEL_PAIR.LABEL_VALUE, bound(requirement));
        };
    return DSL.select(LABEL_PAIR.ID)
        .from(LABEL_PAIR)
        .where(LABEL_PAIR.CLUSTER_ID.eq(cluster))
        .and(LABEL_PAIR.LABEL_KEY.eq(requirement.key()))
        .and(values);
  }

  private static long bound(LabelRequirement requirement) {
    return Long.parseLong(requirement.values().first());
  }
}
