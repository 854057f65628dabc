// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.parquet.ParquetOptions;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Parquet's writer as it is used here: nothing of it asks Hadoop for anything. */
final class RowWriterBuilder extends ParquetWriter.Builder<Row, RowWriterBuilder> {
  /**
   * How large a page is before it is encoded. Whether a dictionary pays is decided by the first page of a row group: it
   * must have several rounds of the same series, else each row gets its labels in full. Later pages end by their rows.
   */
  private static final int PAGE_BYTES = 8 * 1024 * 1024;

  /** After how many rows memory is looked at again, at the latest: rows may get larger all at once. */
  private static final int ROWS_BETWEEN_CHECKS = 64;

  private final WriteSupport<Row> support;

  private RowWriterBuilder(OutputFile file, WriteSupport<Row> support) {
    super(file);
    this.support = support;
  }

  static ParquetWriter<Row> open(OutputFile file, WriteSupport<Row> support, ParquetOptions options)
      throws IOException {
    return new RowWriterBuilder(file, support)
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new SnappyCodec())
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        // Version 1 is what every reader knows.
        .withWriterVersion(WriterVersion.PARQUET_1_0)
        .withPageWriteChecksumEnabled(true)
        .withPageSize(PAGE_BYTES)
        .withRowGroupSize((long) options.rowGroupBytes())
        .withDictionaryEncoding(true)
        .withDictionaryPageSize(options.dictionaryBytes())
        .withMaxRowCountForPageSizeCheck(ROWS_BETWEEN_CHECKS)
        .build();
  }

  @Override
  protected RowWriterBuilder self() {
    return this;
  }

  @Override
  @SuppressWarnings("deprecation") // the library still asks for it
  protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
    return support;
  }

  @Override
  protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
    return support;
  }
}
