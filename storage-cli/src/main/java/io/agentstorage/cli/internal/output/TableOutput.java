// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.model.ResourceTags;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Columns for people. Their widths are those of the first rows, so that any number can be printed. */
final class TableOutput implements ResourceOutput {
  private static final int ROWS_TO_MEASURE = 500;
  private static final int LABELS_WIDTH = 100;

  private final PrintStream out;
  private final Columns first = new Columns("TYPE", "NAMESPACE", "NAME", "UPDATED", "LABELS");
  private int[] widths = {};

  TableOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(ResourceTags resource) {
    String[] row = {
      resource.type().toString(),
      Objects.requireNonNullElse(resource.namespace(), "-"),
      resource.name(),
      String.valueOf(resource.recordUpdated()),
      labels(resource)
    };
    if (widths.length > 0) {
      out.println(Columns.line(row, widths));
      return;
    }
    first.add(row);
    if (first.size() == ROWS_TO_MEASURE) {
      widths = first.widths();
      first.print(out);
    }
  }

  @Override
  public void close() {
    if (widths.length == 0) {
      first.print(out);
    }
    out.flush();
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
