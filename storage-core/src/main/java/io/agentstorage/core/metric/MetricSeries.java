// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import io.agentstorage.core.internal.SortedTags;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row of samples has in common: the name of the metric and its labels. Immutable; the labels are unmodifiable and
 * sorted by key.
 *
 * <p>Two labels are fields of their own, because nearly every series has them and they are asked for most: {@code
 * __name__} is {@link #name()}, {@code node} is {@link #node()}. An empty node, cluster or account counts as none, as an
 * empty label does in Prometheus.
 *
 * @param name the name of the metric, such as {@code container_cpu_usage_seconds_total}; not empty
 * @param node the node that it was measured on, null for none
 * @param clusterName the cluster, null if unknown
 * @param cloudAccountId the account at the cloud provider, null if unknown
 * @param labels all other labels
 */
public record MetricSeries(
    String name,
    @Nullable String node,
    @Nullable String clusterName,
    @Nullable String cloudAccountId,
    Map<String, String> labels) {

  /** The label that has the name of the metric in Prometheus. */
  public static final String NAME_LABEL = "__name__";

  /** The label that has the node. */
  public static final String NODE_LABEL = "node";

  /**
   * Checks the name and copies the labels.
   *
   * @throws IllegalArgumentException if the name is empty, or the labels have {@link #NAME_LABEL} or {@link #NODE_LABEL}
   * @throws NullPointerException if a label has a null key or value
   */
  public MetricSeries {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of a metric must not be empty");
    }
    node = nullIfEmpty(node);
    clusterName = nullIfEmpty(clusterName);
    cloudAccountId = nullIfEmpty(cloudAccountId);
    labels = SortedTags.copyOf(labels);
    if (labels.containsKey(NAME_LABEL) || labels.containsKey(NODE_LABEL)) {
      throw new IllegalArgumentException(
          "the labels of a series must not have __name__ and node: they are fields;"
              + " MetricSeries.ofLabels takes them out");
    }
  }

  /**
   * Makes a series of all labels, as Prometheus has them.
   *
   * @param allLabels the labels, with {@link #NAME_LABEL}, and with {@link #NODE_LABEL} if there is a node
   * @param clusterName the cluster, null if unknown
   * @param cloudAccountId the account at the cloud provider, null if unknown
   * @return the series
   * @throws IllegalArgumentException if the name is missing or empty
   * @throws NullPointerException if a label has a null key or value
   */
  public static MetricSeries ofLabels(
      Map<String, String> allLabels,
      @Nullable String clusterName,
      @Nullable String cloudAccountId) {
    Map<String, String> labels = new TreeMap<>(allLabels);
    String name = labels.remove(NAME_LABEL);
    String node = labels.remove(NODE_LABEL);
    return new MetricSeries(name == null ? "" : name, node, clusterName, cloudAccountId, labels);
  }

  /**
   * All labels, as Prometheus has them: the other way round of {@link #ofLabels}.
   *
   * @return a new map, sorted by key
   */
  public Map<String, String> allLabels() {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(NAME_LABEL, name);
    if (node != null) {
      all.put(NODE_LABEL, node);
    }
    return all;
  }

  private static @Nullable String nullIfEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
