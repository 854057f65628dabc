// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.load.tools.RowSink;
import io.agentstorage.benchmarks.load.tools.RowTable;
import io.agentstorage.benchmarks.load.tools.Tool;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row for a resource, its maps as JSON text. */
final class PeerRows implements RowWriter {
  private final RowSink sink;

  PeerRows(Tool tool, WriteMode mode) throws SQLException {
    this.sink = tool.sink(RowTable.PEER, mode);
  }

  @Override
  public void add(ResourceTags resource) throws SQLException {
    String metricLabels = json(resource.metricLabels());
    String labels = json(resource.labels());
    String annotations = json(resource.annotations());
    Long now = System.currentTimeMillis();
    sink.add(
        new @Nullable Object[] {
          UUID.randomUUID().toString(),
          resource.type().toString(),
          resource.name(),
          Objects.requireNonNullElse(resource.namespace(), ""),
          metricLabels,
          labels,
          annotations,
          now,
          now,
          null,
          length(metricLabels) + length(labels) + length(annotations)
        });
  }

  static @Nullable String json(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsJson.write(tags);
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  @Override
  public void flush() throws SQLException {
    sink.flush();
  }

  @Override
  public void close() {}
}
