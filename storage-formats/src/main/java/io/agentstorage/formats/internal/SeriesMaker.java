// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.formats.MetricReadOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes series of names and labels, and adds what the options add. Empty labels are left out, as they count as none. */
final class SeriesMaker {
  private static final String EXPORTED = "exported_";

  private final @Nullable String cluster;
  private final @Nullable String account;
  private final Map<String, String> extra;
  private final boolean renames;

  /**
   * What makes the series of an input.
   *
   * @param options what is added
   * @param renames whether a label that has the name of an extra one gets another name, instead of winning
   */
  SeriesMaker(MetricReadOptions options, boolean renames) {
    this.cluster = options.clusterName();
    this.account = options.cloudAccountId();
    this.extra = options.extraLabels();
    this.renames = renames;
  }

  /** A series of a line, whose labels are sorted. */
  MetricSeries series(SampleLine line) {
    if (!extra.isEmpty()) {
      return withExtra(line);
    }
    int count = 0;
    String node = null;
    String[] keys = new String[line.labels()];
    String[] values = new String[line.labels()];
    for (int i = 0; i < line.labels(); i++) {
      String key = line.key(i);
      String value = line.value(i);
      if (key.equals(MetricSeries.NODE_LABEL)) {
        node = value;
      } else if (!value.isEmpty()) {
        keys[count] = key;
        values[count] = value;
        count++;
      }
    }
    if (count < keys.length) {
      keys = Arrays.copyOf(keys, count);
      values = Arrays.copyOf(values, count);
    }
    return new MetricSeries(line.name, node, cluster, account, new LabelArrays(keys, values));
  }

  private MetricSeries withExtra(SampleLine line) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < line.labels(); i++) {
      if (!line.value(i).isEmpty()) {
        labels.put(line.key(i), line.value(i));
      }
    }
    addExtra(labels);
    labels.put(MetricSeries.NAME_LABEL, line.name);
    return MetricSeries.ofLabels(labels, cluster, account);
  }

  /** A series that came with a cluster and an account of its own, or with none. */
  MetricSeries series(MetricSeries given) {
    if (extra.isEmpty() && given.clusterName() != null && given.cloudAccountId() != null) {
      return given;
    }
    Map<String, String> labels = given.allLabels();
    addExtra(labels);
    return MetricSeries.ofLabels(
        labels,
        given.clusterName() == null ? cluster : given.clusterName(),
        given.cloudAccountId() == null ? account : given.cloudAccountId());
  }

  private void addExtra(Map<String, String> labels) {
    Map<String, String> own = renames ? new TreeMap<>() : Map.of();
    for (Map.Entry<String, String> label : extra.entrySet()) {
      String old = renames ? labels.remove(label.getKey()) : null;
      if (old != null) {
        own.put(label.getKey(), old);
      }
    }
    for (Map.Entry<String, String> label : extra.entrySet()) {
      if (!label.getValue().isEmpty()) {
        labels.putIfAbsent(label.getKey(), label.getValue());
      }
    }
    for (Map.Entry<String, String> label : own.entrySet()) {
      String name = EXPORTED + label.getKey();
      while (labels.containsKey(name)) {
        name = EXPORTED + name;
      }
      labels.put(name, label.getValue());
    }
  }
}
