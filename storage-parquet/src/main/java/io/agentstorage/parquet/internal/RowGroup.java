// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/** The columns of one row group. Not thread-safe. */
final class RowGroup implements PageReadStore {
  private final FileChannel channel;
  private final Damage damage;
  private final long rows;
  private final Map<ColumnPath, ColumnChunkMetaData> chunks = new HashMap<>();

  RowGroup(FileChannel channel, BlockMetaData block, Damage damage) {
    this.channel = channel;
    this.damage = damage;
    this.rows = block.getRowCount();
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      chunks.put(chunk.getPath(), chunk);
    }
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    ColumnChunkMetaData chunk = chunks.get(ColumnPath.get(column.getPath()));
    if (chunk == null) {
      throw damage.at("a row group", "it has no column " + column.getPath()[0], null);
    }
    return new ChunkPages(channel, chunk, damage);
  }

  @Override
  public long getRowCount() {
    return rows;
  }
}
