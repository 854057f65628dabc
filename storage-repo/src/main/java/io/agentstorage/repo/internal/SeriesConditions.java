// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.core.kubernetes.LabelRequirement;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.MetricQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Which series a query is about, as a condition on {@code metric_series}. Thread-safe. */
final class SeriesConditions {
  private final ClusterId cluster;
  private final LabelConditions labels;

  SeriesConditions(ClusterId cluster) {
    this.cluster = cluster;
    this.labels = new LabelConditions(cluster);
  }

  /** Whether a query is about all series. */
  static boolean areNone(MetricQuery query) {
    return query.condition().equals(DSL.noCondition())
        && query.labels().isEmpty()
        && query.values().isEmpty();
  }

  Condition of(MetricQuery query) {
    Condition all = METRIC_SERIES.CLUSTER_ID.eq(cluster).and(query.condition());
    List<LabelRequirement> ofLabels = new ArrayList<>();
    for (LabelRequirement requirement : query.labels().requirements()) {
      if (requirement.key().equals(MetricSeries.NODE_LABEL)) {
        all = all.and(node(requirement));
      } else {
        ofLabels.add(requirement);
      }
    }
    all = all.and(labels.fromIndex(METRIC_SERIES.LABELS_ID, ofLabels));
    for (var label : query.values().entrySet()) {
      all = all.and(value(label.getKey(), label.getValue()));
    }
    return all;
  }

  private Condition value(String key, Collection<String> values) {
    return switch (key) {
      case MetricSeries.NAME_LABEL -> METRIC_SERIES.NAME.in(values);
      case MetricSeries.NODE_LABEL -> METRIC_SERIES.NODE.in(values);
      default -> labels.hasOneOf(METRIC_SERIES.LABELS_ID, key, values);
    };
  }

  /** The label is a column, in which '' stands for none. */
  private static Condition node(LabelRequirement requirement) {
    return switch (requirement.operator()) {
      case EXISTS -> METRIC_SERIES.NODE.ne("");
      case NOT_EXISTS -> METRIC_SERIES.NODE.eq("");
      case EQUALS, DOUBLE_EQUALS, IN ->
          METRIC_SERIES.NODE.in(requirement.values()).and(METRIC_SERIES.NODE.ne(""));
      case NOT_EQUALS, NOT_IN ->
          METRIC_SERIES.NODE.notIn(requirement.values()).or(METRIC_SERIES.NODE.eq(""));
      case GREATER_THAN -> IntegerText.greaterThan(METRIC_SERIES.NODE, bound(requirement));
      case LESS_THAN -> IntegerText.lessThan(METRIC_SERIES.NODE, bound(requirement));
    };
  }

  private static long bound(LabelRequirement requirement) {
    return Long.parseLong(requirement.values().first());
  }
}
