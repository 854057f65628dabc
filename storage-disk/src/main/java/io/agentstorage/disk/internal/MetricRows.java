// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricJson;
import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a metric file, one after the other. Not thread-safe. */
public final class MetricRows extends Spliterators.AbstractSpliterator<MetricSample>
    implements AutoCloseable {
  private final Path file;
  private final @Nullable FileName name;
  private final CRC32C checksum = new CRC32C();
  private final InputStream content;
  private @Nullable JsonParser json; // making one reads already, and so can fail as reading does
  private long row;
  private boolean ended;

  private MetricRows(Path file, InputStream content) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.file = file;
    this.name = FileName.parse(MetricFiles.name(file));
    this.content = new CheckedInputStream(content, checksum);
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return its rows, to be closed
   * @throws CannotOpenException if there is no such file, or it may not be read
   */
  public static MetricRows open(Path file) {
    Brotli.require();
    try {
      return new MetricRows(file, Brotli.input(file));
    } catch (IOException e) {
      throw IoErrors.reading("read", file, e);
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
    if (ended) {
      return null;
    }
    try {
      JsonParser parser = json;
      if (parser == null) {
        // Rows are limited when they are put; a longer text that others wrote is not refused.
        parser = MetricJson.parser(content, Integer.MAX_VALUE);
        json = parser;
        require(parser.nextToken() == JsonToken.START_ARRAY, "it does not begin with a JSON array");
      }
      row++;
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        end(parser);
        return null;
      }
      require(token == JsonToken.START_OBJECT, "it is no JSON object");
      return MetricJson.read(parser, Long.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    } catch (JacksonException e) {
      throw corrupt("it is no JSON from byte " + e.getLocation().getByteOffset() + " on", e);
    } catch (Brotli.DamagedStreamException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw IoErrors.reading("read", file, e);
    }
  }

  private void end(JsonParser parser) throws IOException {
    row--;
    require(parser.nextToken() == null, "there is more behind the end of the JSON array");
    ended = true;
    if (name != null && name.journal() != null && checksum.getValue() != name.checksum()) {
      throw corrupt("what was read has another checksum than the name of the file", null);
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw corrupt(otherwise, null);
    }
  }

  private CorruptException corrupt(String what, @Nullable Exception cause) {
    return new CorruptException(
        "read "
            + file
            + ": row "
            + row
            + ": "
            + what
            + "; the rows before can be used; move the file out of the folder, and send it again"
            + " from where there is another",
        FailedStatement.NONE,
        cause);
  }

  /**
   * Closes the file. Closing again does nothing.
   *
   * @throws StorageException if that fails
   */
  @Override
  public void close() {
    try {
      if (json != null) {
        json.close();
      }
      content.close();
    } catch (IOException e) {
      throw IoErrors.reading("close", file, e);
    }
  }
}
