// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.Tool;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import java.sql.SQLException;

/** A load by one of the tools. */
final class ToolLoading implements Loading {
  /** How many resources' rows are handed over at once. */
  private static final int BATCH = 1_000;

  private final Tool tool;
  private final Schema schema;
  private final long commitRows;

  /** Commits after so many resources, a multiple of a batch. */
  ToolLoading(Tool tool, Schema schema, long commitRows) {
    this.tool = tool;
    this.schema = schema;
    this.commitRows = commitRows;
  }

  @Override
  public void load(LoadInput input, WriteMode mode) throws SQLException {
    tool.begin();
    try (RowWriter rows =
        schema == Schema.PEER ? new PeerRows(tool, mode) : new NormalisedRows(tool, mode)) {
      long count = 0;
      for (ResourceTags resource : input) {
        rows.add(resource);
        count++;
        if (count % BATCH == 0) {
          rows.flush();
          if (count % commitRows == 0) {
            tool.commit();
            tool.begin();
          }
        }
      }
      rows.flush();
    }
    tool.commit();
  }

  @Override
  public void close() throws SQLException {
    tool.close();
  }
}
