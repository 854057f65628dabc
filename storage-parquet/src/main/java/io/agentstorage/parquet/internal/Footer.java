// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CorruptException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** What the end of a file says about the rest. Immutable. */
final class Footer {
  private static final String PLACE = "the footer";

  private final ParquetMetadata metadata;

  private Footer(ParquetMetadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Reads and checks it.
   *
   * @throws CorruptException if there is none, or it is damaged
   */
  static Footer read(FileChannel channel, Damage damage) throws IOException {
    FooterBytes bytes;
    try {
      bytes = FooterBytes.read(channel);
    } catch (FooterBytes.NoFooterException e) {
      throw damage.at(PLACE, String.valueOf(e.getMessage()), e);
    }
    Footer footer = new Footer(parse(bytes, damage));
    footer.check(bytes.position(), damage);
    return footer;
  }

  private static ParquetMetadata parse(FooterBytes bytes, Damage damage) {
    try {
      return new ParquetMetadataConverter()
          .readParquetMetadata(
              new ByteArrayInputStream(bytes.bytes()), ParquetMetadataConverter.NO_FILTER);
    } catch (IOException | RuntimeException e) {
      throw damage.at(PLACE, "it cannot be understood", e);
    }
  }

  /** What memory is taken for, and read from, is inside the file. */
  private void check(long end, Damage damage) {
    for (BlockMetaData block : blocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < 4 || size < 0 || size > end || start > end - size) {
          throw damage.at(PLACE, chunk.getPath().toDotString() + " would be outside of it", null);
        }
        // Columns without lists have a value a row, be it null.
        if (chunk.getValueCount() != block.getRowCount()) {
          throw damage.at(
              PLACE,
              chunk.getPath().toDotString()
                  + " has "
                  + chunk.getValueCount()
                  + " values in "
                  + block.getRowCount()
                  + " rows",
              null);
        }
      }
    }
  }

  MessageType schema() {
    return metadata.getFileMetaData().getSchema();
  }

  String createdBy() {
    return String.valueOf(metadata.getFileMetaData().getCreatedBy());
  }

  List<BlockMetaData> blocks() {
    return metadata.getBlocks();
  }

  /** Whether any of the notes is there that files written here have. */
  boolean isSealed() {
    return note(Seal.CHECKSUM_KEY) != null
        || note(Seal.DIGEST_KEY) != null
        || note(Seal.ROWS_KEY) != null;
  }

  /** What the writer of a file noted in it. */
  @Nullable String note(String key) {
    Map<String, String> notes = metadata.getFileMetaData().getKeyValueMetaData();
    return notes.get(key);
  }
}
