// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.spi.TagsJson;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Samples as rows: for people with labels as they write them, for programs with labels as JSON. */
final class SampleRows implements SampleOutput {
  private final RowOutput rows;
  private final boolean forPeople;

  private SampleRows(RowOutput rows, boolean forPeople) {
    this.rows = rows;
    this.forPeople = forPeople;
  }

  static SampleRows table(PrintStream out) throws IOException {
    return new SampleRows(
        RowFormat.table.open(out, List.of("TIMESTAMP", "NAME", "NODE", "VALUE", "LABELS")), true);
  }

  static SampleRows csv(PrintStream out) throws IOException {
    return new SampleRows(
        RowFormat.csv.open(
            out,
            List.of(
                "timestamp",
                "created_at",
                "cluster_name",
                "cloud_account_id",
                "metric_name",
                "node_name",
                "labels",
                "value")),
        false);
  }

  @Override
  public void write(MetricSample sample) throws IOException {
    MetricSeries series = sample.series();
    if (forPeople) {
      rows.write(
          List.of(
              sample.timestamp().toString(),
              series.name(),
              Objects.requireNonNullElse(series.node(), "-"),
              sample.value().text(),
              labels(series.labels())));
    } else {
      rows.write(
          Arrays.asList(
              sample.timestamp().toString(),
              sample.created().toString(),
              series.clusterName(),
              series.cloudAccountId(),
              series.name(),
              series.node(),
              TagsJson.write(series.labels()),
              sample.value().text()));
    }
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? "-"
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
