// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.metric.MetricSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Which series, and which of their samples. Immutable: each method gives a changed copy.
 *
 * @param condition what a series must fulfil, on columns of the generated table {@code METRIC_SERIES}
 * @param labels what its labels must fulfil as well; {@code node} is the node of the series
 * @param values which labels must have one of which values, of any text; {@code __name__} is the name of the series,
 *     {@code node} its node; unmodifiable
 * @param from the first instant; milliseconds count
 * @param to the instant after the last
 */
public record MetricQuery(
    Condition condition,
    LabelSelector labels,
    SortedMap<String, SortedSet<String>> values,
    Instant from,
    Instant to) {

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if {@code to} is before {@code from}
   */
  public MetricQuery {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "samples from " + from + " to " + to + ": the second time is before the first");
    }
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    values.forEach((key, some) -> copy.put(key, sorted(some)));
    values = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * All samples.
   *
   * @return the query
   */
  public static MetricQuery all() {
    return new MetricQuery(
        DSL.noCondition(),
        LabelSelector.everything(),
        Collections.emptySortedMap(),
        Instant.MIN,
        Instant.MAX);
  }

  /**
   * All samples of a metric.
   *
   * @param name its name
   * @return the query
   */
  public static MetricQuery named(String name) {
    return all().label(MetricSeries.NAME_LABEL, name);
  }

  /**
   * Only samples of series that fulfil another condition too.
   *
   * @param other the condition, on columns of {@code METRIC_SERIES}
   * @return a changed copy
   */
  public MetricQuery and(Condition other) {
    return new MetricQuery(condition.and(other), labels, values, from, to);
  }

  /**
   * Only samples of series whose labels fulfil a selector.
   *
   * @param selector the selector, in the place of the one before
   * @return a changed copy
   */
  public MetricQuery labels(LabelSelector selector) {
    return new MetricQuery(condition, selector, values, from, to);
  }

  /**
   * Only samples of series in which a label has one of some values. Unlike a selector it takes any text.
   *
   * @param key the key; again with the same key takes the place of what was before
   * @param anyOf the values, one or more
   * @return a changed copy
   * @throws IllegalArgumentException if there is no value
   */
  public MetricQuery label(String key, String... anyOf) {
    if (anyOf.length == 0) {
      throw new IllegalArgumentException("the label " + key + " needs one value or more");
    }
    SortedMap<String, SortedSet<String>> changed = new TreeMap<>(values);
    changed.put(key, sorted(List.of(anyOf)));
    return new MetricQuery(condition, labels, changed, from, to);
  }

  /**
   * Only samples within a time.
   *
   * @param first the first instant; milliseconds count
   * @param behind the instant after the last
   * @return a changed copy
   * @throws IllegalArgumentException if the second is before the first
   */
  public MetricQuery between(Instant first, Instant behind) {
    return new MetricQuery(condition, labels, values, first, behind);
  }

  private static SortedSet<String> sorted(Collection<String> values) {
    SortedSet<String> copy = new TreeSet<>();
    copy.addAll(values);
    return Collections.unmodifiableSortedSet(copy);
  }
}
