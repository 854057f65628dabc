// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.kubernetes.LabelSelector;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Which resources, and in which order. Immutable: each method gives a changed copy.
 *
 * @param condition what they must fulfil, on columns of the generated table {@code RESOURCE_TAGS}
 * @param labels what their labels must fulfil as well
 * @param order in which order they are given
 */
public record ResourceQuery(Condition condition, LabelSelector labels, ResourceOrder order) {

  /**
   * All resources, by type, namespace and name.
   *
   * @return the query
   */
  public static ResourceQuery all() {
    return new ResourceQuery(DSL.noCondition(), LabelSelector.everything(), ResourceOrder.KEY);
  }

  /**
   * Resources that fulfil a condition, by type, namespace and name.
   *
   * @param condition the condition
   * @return the query
   */
  public static ResourceQuery where(Condition condition) {
    return all().and(condition);
  }

  /**
   * Resources whose labels fulfil a selector, by type, namespace and name.
   *
   * @param labels the selector
   * @return the query
   */
  public static ResourceQuery where(LabelSelector labels) {
    return all().labels(labels);
  }

  /**
   * Only those that fulfil another condition too.
   *
   * @param other the condition
   * @return a changed copy
   */
  public ResourceQuery and(Condition other) {
    return new ResourceQuery(condition.and(other), labels, order);
  }

  /**
   * Only those whose labels fulfil a selector.
   *
   * @param selector the selector, in the place of the one before
   * @return a changed copy
   */
  public ResourceQuery labels(LabelSelector selector) {
    return new ResourceQuery(condition, selector, order);
  }

  /**
   * Sets the order.
   *
   * @param newOrder the order
   * @return a changed copy
   */
  public ResourceQuery orderBy(ResourceOrder newOrder) {
    return new ResourceQuery(condition, labels, newOrder);
  }
}
