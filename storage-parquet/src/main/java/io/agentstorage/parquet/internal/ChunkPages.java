// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CorruptException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column in one row group (parquet-format, README, "Data Pages" and "Checksumming"), each read when it is
 * asked for: Parquet's own reader takes a whole row group into memory, and there are writers that make one of a whole
 * file. Not thread-safe.
 */
final class ChunkPages implements PageReader {
  private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter();

  private final Damage damage;
  private final ColumnChunkMetaData chunk;
  private final ChunkInput in;
  private @Nullable PageHeader ahead;
  private long pageAt;
  private long values;

  ChunkPages(FileChannel channel, ColumnChunkMetaData chunk, Damage damage) {
    this.damage = damage;
    this.chunk = chunk;
    this.in = new ChunkInput(channel, damage.file(), chunk.getStartingPos(), chunk.getTotalSize());
    if (chunk.getCodec() != CompressionCodecName.SNAPPY
        && chunk.getCodec() != CompressionCodecName.UNCOMPRESSED) {
      throw corrupt(
          "it is compressed with " + chunk.getCodec() + ", and only Snappy is read here", null);
    }
  }

  @Override
  public long getTotalValueCount() {
    return chunk.getValueCount();
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    if (in.left() == 0) {
      return null;
    }
    PageHeader header = header();
    if (header.getType() != PageType.DICTIONARY_PAGE) {
      ahead = header;
      return null;
    }
    DictionaryPageHeader dictionary = present(header.getDictionary_page_header());
    byte[] stored = body(header);
    return new DictionaryPage(
        BytesInput.from(plain(header, stored, 0)),
        header.getUncompressed_page_size(),
        dictionary.getNum_values(),
        CONVERTER.getEncoding(dictionary.getEncoding()));
  }

  @Override
  public @Nullable DataPage readPage() {
    while (values < chunk.getValueCount()) {
      PageHeader header = ahead == null ? header() : ahead;
      ahead = null;
      byte[] stored = body(header);
      DataPage page =
          switch (present(header.getType())) {
            case DATA_PAGE -> pageV1(header, stored);
            case DATA_PAGE_V2 -> pageV2(header, stored);
            case INDEX_PAGE -> null;
            case DICTIONARY_PAGE -> throw corrupt("there is a second dictionary", null);
          };
      if (page != null) {
        count(page);
        return page;
      }
    }
    return null;
  }

  private void count(DataPage page) {
    if (page.getValueCount() < 0 || page.getValueCount() > chunk.getValueCount() - values) {
      throw corrupt(
          "it tells " + page.getValueCount() + " values, more than the column has left", null);
    }
    values += page.getValueCount();
  }

  private DataPage pageV1(PageHeader header, byte[] stored) {
    DataPageHeader data = present(header.getData_page_header());
    return new DataPageV1(
        BytesInput.from(plain(header, stored, 0)),
        data.getNum_values(),
        header.getUncompressed_page_size(),
        null,
        CONVERTER.getEncoding(data.getRepetition_level_encoding()),
        CONVERTER.getEncoding(data.getDefinition_level_encoding()),
        CONVERTER.getEncoding(data.getEncoding()));
  }

  /** Its levels come first, and are never compressed. */
  private DataPage pageV2(PageHeader header, byte[] stored) {
    DataPageHeaderV2 data = present(header.getData_page_header_v2());
    int repetition = data.getRepetition_levels_byte_length();
    int definition = data.getDefinition_levels_byte_length();
    if (repetition < 0 || definition < 0 || (long) repetition + definition > stored.length) {
      throw corrupt("its levels are longer than it is", null);
    }
    int levels = repetition + definition;
    byte[] plain =
        !data.isSetIs_compressed() || data.isIs_compressed()
            ? plain(header, stored, levels)
            : Arrays.copyOfRange(stored, levels, stored.length);
    return DataPageV2.uncompressed(
        data.getNum_rows(),
        data.getNum_nulls(),
        data.getNum_values(),
        BytesInput.from(stored, 0, repetition),
        BytesInput.from(stored, repetition, definition),
        CONVERTER.getEncoding(data.getEncoding()),
        BytesInput.from(plain),
        null);
  }

  private PageHeader header() {
    pageAt = in.position();
    try {
      return Util.readPageHeader(in);
    } catch (IOException e) {
      throw corrupt("its header cannot be understood", e);
    }
  }

  private <T> T present(@Nullable T part) {
    if (part == null) {
      throw corrupt("its header lacks what its kind needs", null);
    }
    return part;
  }

  /** The bytes of a page as they are in the file, which its checksum is of. */
  private byte[] body(PageHeader header) {
    int length = header.getCompressed_page_size();
    if (length < 0 || length > in.left()) {
      throw corrupt("it tells " + length + " bytes, and the column has " + in.left(), null);
    }
    byte[] stored = in.next(length);
    if (header.isSetCrc()) {
      CRC32 crc = new CRC32();
      crc.update(stored);
      if ((int) crc.getValue() != header.getCrc()) {
        throw corrupt("it does not have the checksum that it had when it was written", null);
      }
    }
    return stored;
  }

  private byte[] plain(PageHeader header, byte[] stored, int from) {
    int expected = header.getUncompressed_page_size() - from;
    int length = stored.length - from;
    try {
      if (chunk.getCodec() == CompressionCodecName.SNAPPY) {
        return SnappyCodec.decompress(stored, from, length, expected);
      }
      if (length != expected) {
        throw new IOException("it has not the length that its header tells");
      }
      return from == 0 ? stored : Arrays.copyOfRange(stored, from, stored.length);
    } catch (IOException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  private CorruptException corrupt(String what, @Nullable Throwable cause) {
    return damage.at(
        "column " + chunk.getPath().toDotString() + ", the page at byte " + pageAt, what, cause);
  }
}
