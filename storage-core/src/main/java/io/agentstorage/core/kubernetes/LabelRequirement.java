// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LabelSelector} asks of one label. Immutable, so safe for use by many threads.
 *
 * @param key the key of the label, valid by {@link MetadataRules#labelKey}
 * @param operator how the label is compared
 * @param values what it is compared with, each valid by {@link MetadataRules#labelValue}: none for {@link
 *     LabelOperator#EXISTS} and {@link LabelOperator#NOT_EXISTS}, one or more for {@link LabelOperator#IN} and {@link
 *     LabelOperator#NOT_IN}, one decimal integer from 0 to 9223372036854775807 for {@link LabelOperator#GREATER_THAN} and
 *     {@link LabelOperator#LESS_THAN}, else exactly one; unmodifiable, in the natural order of strings
 */
public record LabelRequirement(String key, LabelOperator operator, SortedSet<String> values) {

  /**
   * Checks the parts as Kubernetes does and copies the values.
   *
   * @throws IllegalArgumentException if the key, a value or the number of values is not allowed
   * @throws NullPointerException if a value is null
   */
  public LabelRequirement {
    values = sorted(values);
    String problem = RequirementRules.problem(key, operator, values);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /**
   * Makes a requirement of values in any order.
   *
   * @param key the key of the label
   * @param operator how the label is compared
   * @param values what it is compared with; the same value twice counts once
   * @return the requirement
   * @throws IllegalArgumentException if the key, a value or the number of values is not allowed
   * @throws NullPointerException if a value is null
   */
  public static LabelRequirement of(String key, LabelOperator operator, Collection<String> values) {
    return new LabelRequirement(key, operator, sorted(values));
  }

  /**
   * Says whether an object with these labels satisfies the requirement.
   *
   * @param labels the labels; one whose value is null counts as absent
   * @return whether it does
   */
  public boolean matches(Map<String, String> labels) {
    return matchesValue(labels.get(key));
  }

  /**
   * Says whether an object satisfies the requirement whose label with this {@link #key} has this value. Integers are
   * read as Go's {@code strconv.ParseInt(value, 10, 64)} reads them: a label that is none, or that needs more than 64
   * bits, is neither larger nor smaller.
   *
   * @param value the value of the label, null if the object has no such label
   * @return whether it does
   */
  public boolean matchesValue(@Nullable String value) {
    return switch (operator) {
      case EXISTS -> value != null;
      case NOT_EXISTS -> value == null;
      case EQUALS, DOUBLE_EQUALS, IN -> value != null && values.contains(value);
      case NOT_EQUALS, NOT_IN -> value == null || !values.contains(value);
      case GREATER_THAN -> value != null && compare(value) > 0;
      case LESS_THAN -> value != null && compare(value) < 0;
    };
  }

  /** The requirement as Kubernetes writes it, for example {@code env in (dev,prod)}. */
  @Override
  public String toString() {
    return switch (operator) {
      case EXISTS -> key;
      case NOT_EXISTS -> operator.symbol() + key;
      case IN, NOT_IN -> key + " " + operator.symbol() + " (" + String.join(",", values) + ")";
      default -> key + operator.symbol() + values.first();
    };
  }

  /** Zero also where the label is no integer: then it is neither larger nor smaller. */
  private int compare(String value) {
    Long label = GoInteger.parse(value);
    Long bound = GoInteger.parse(values.first());
    return label == null || bound == null ? 0 : label.compareTo(bound);
  }

  private static SortedSet<String> sorted(Collection<String> values) {
    if (values.isEmpty()) {
      return Collections.emptySortedSet();
    }
    // Not TreeSet's constructor, which would take over the order of a sorted set.
    SortedSet<String> copy = new TreeSet<>();
    copy.addAll(values);
    return Collections.unmodifiableSortedSet(copy);
  }
}
