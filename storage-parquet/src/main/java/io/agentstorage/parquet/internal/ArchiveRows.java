// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.parquet.ParquetSummary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other. Not thread-safe. */
public final class ArchiveRows extends Spliterators.AbstractSpliterator<MetricSample>
    implements AutoCloseable {
  private final Path file;
  private final Damage damage;
  private final FileChannel channel;
  private final Footer footer;
  private final MessageColumnIO columns;
  private final RowFields fields;
  private final Iterator<BlockMetaData> blocks;
  private final RowsDigest digest = new RowsDigest();
  private @Nullable RecordReader<RowFields> reader;
  private long leftInBlock;
  private @Nullable String digestText;

  private ArchiveRows(Path file, FileChannel channel) throws IOException {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.file = file;
    this.damage = new Damage(file);
    this.channel = channel;
    this.footer = Footer.read(channel, damage);
    MessageType wanted = columns(footer.schema());
    this.columns = new ColumnIOFactory(footer.createdBy()).getColumnIO(wanted, footer.schema());
    this.fields = new RowFields(wanted);
    this.blocks = footer.blocks().iterator();
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return its rows, to be closed
   * @throws StorageException if it is not there, may not be read, or has no footer of a metric archive
   */
  public static ArchiveRows open(Path file) {
    SnappyCodec.require();
    Path absolute = file.toAbsolutePath();
    try {
      FileChannel channel = FileChannel.open(absolute, StandardOpenOption.READ);
      try {
        return new ArchiveRows(absolute, channel);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoErrors.reading(absolute, e);
    }
  }

  private MessageType columns(MessageType all) {
    List<Type> wanted = new ArrayList<>();
    for (Type column : all.getFields()) {
      if (MetricColumns.READ.contains(column.getName())) {
        requireType(column);
        wanted.add(column);
      }
    }
    for (String name : MetricColumns.READ) {
      if (!all.containsField(name)) {
        throw damage.at("the footer", "it is no metric archive: it has no column " + name, null);
      }
    }
    return new MessageType(all.getName(), wanted);
  }

  private void requireType(Type column) {
    PrimitiveTypeName expected =
        MetricColumns.SCHEMA.getType(column.getName()).asPrimitiveType().getPrimitiveTypeName();
    if (!column.isPrimitive()
        || column.isRepetition(Type.Repetition.REPEATED)
        || column.asPrimitiveType().getPrimitiveTypeName() != expected) {
      throw damage.at(
          "the footer",
          "it is no metric archive: column " + column.getName() + " is no " + expected,
          null);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super MetricSample> action) {
    MetricSample sample = next();
    if (sample == null) {
      return false;
    }
    action.accept(sample);
    return true;
  }

  private @Nullable MetricSample next() {
    try {
      RecordReader<RowFields> rows = rows();
      if (rows == null) {
        end();
        return null;
      }
      rows.read();
      leftInBlock--;
      ReadSeries series = fields.series();
      MetricSample sample = fields.sample(series);
      digest.add(series.digest, sample);
      return sample;
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** The reader of the row group that has the next row, null behind the last. */
  private @Nullable RecordReader<RowFields> rows() {
    while (leftInBlock == 0) {
      if (!blocks.hasNext()) {
        return null;
      }
      BlockMetaData block = blocks.next();
      leftInBlock = block.getRowCount();
      if (leftInBlock < 0) {
        throw damage.at("the footer", "a row group has " + leftInBlock + " rows", null);
      }
      reader =
          leftInBlock == 0
              ? null
              : columns.getRecordReader(new RowGroup(channel, block, damage), fields);
    }
    return reader;
  }

  /** Pages have checksums, their headers and the footer have none: so rows are compared with what was noted of them. */
  private void end() {
    if (digestText != null) {
      return;
    }
    digestText = digest.end();
    String rows = footer.note(Seal.ROWS_KEY);
    String noted = footer.note(Seal.DIGEST_KEY);
    if (rows != null && !rows.equals(Long.toString(digest.rows()))) {
      throw damage.at(
          "the end",
          "it has " + digest.rows() + " rows, and was written with another number",
          null);
    }
    if (noted != null && !noted.equals(digestText)) {
      throw damage.at("the end", "its rows are not those that were written", null);
    }
  }

  /**
   * Compares all bytes with the checksum of the file, when all rows were read.
   *
   * @return what is in the file
   * @throws CorruptException if they differ
   */
  public ParquetSummary summary() {
    try {
      String text = digestText;
      if (text == null) {
        throw new IllegalStateException("read " + file + ": it was not read to its end");
      }
      String checksum = footer.note(Seal.CHECKSUM_KEY);
      boolean ours = footer.schema().getName().equals(MetricColumns.SCHEMA_NAME);
      if (ours ? checksum == null : footer.isSealed()) {
        throw damage.at("the footer", "the checksum of the file is gone", null);
      }
      if (checksum != null && !Seal.holds(file, channel, checksum)) {
        throw damage.at(
            "outside of the rows",
            "its headers, statistics or footer are not what was written",
            null);
      }
      return new ParquetSummary(digest.rows(), text, channel.size(), checksum != null);
    } catch (IOException e) {
      throw IoErrors.reading(file, e);
    }
  }

  /** What Parquet's reader throws, which may have something of ours inside. */
  private RuntimeException failure(RuntimeException thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof StorageException known) {
        return known;
      }
    }
    String what =
        thrown instanceof IllegalArgumentException
            ? String.valueOf(thrown.getMessage())
            : "it cannot be decoded";
    return damage.at("row " + (digest.rows() + 1), what, thrown);
  }

  /**
   * Closes the file. Closing again does nothing.
   *
   * @throws StorageException if that fails
   */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw IoErrors.reading(file, e);
    }
  }
}
