// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.PeerValues;
import io.agentstorage.benchmarks.load.tools.RowSink;
import io.agentstorage.benchmarks.load.tools.RowTable;
import io.agentstorage.benchmarks.load.tools.Tool;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import java.sql.SQLException;

/** One row for a resource, its maps as JSON text. */
final class PeerRows implements RowWriter {
  private final RowSink sink;

  PeerRows(Tool tool, WriteMode mode) throws SQLException {
    this.sink = tool.sink(RowTable.PEER, mode);
  }

  @Override
  public void add(ResourceTags resource) throws SQLException {
    sink.add(PeerValues.of(resource));
  }

  @Override
  public void flush() throws SQLException {
    sink.flush();
  }

  @Override
  public void close() {}
}
