// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.model.ResourceTags;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Resources in columns for people. */
final class TableOutput implements ResourceOutput {
  private static final int LABELS_WIDTH = 100;

  private final StreamedColumns columns;

  TableOutput(PrintStream out) {
    this.columns = new StreamedColumns(out, "TYPE", "NAMESPACE", "NAME", "UPDATED", "LABELS");
  }

  @Override
  public void write(ResourceTags resource) {
    columns.add(
        resource.type().toString(),
        Objects.requireNonNullElse(resource.namespace(), "-"),
        resource.name(),
        String.valueOf(resource.recordUpdated()),
        labels(resource));
  }

  @Override
  public void close() {
    columns.close();
  }

  private static String labels(ResourceTags resource) {
    Map<String, String> labels = resource.labels();
    if (labels == null) {
      return "-";
    }
    String text =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    return text.length() <= LABELS_WIDTH ? text : text.substring(0, LABELS_WIDTH - 1) + "\u2026";
  }
}
