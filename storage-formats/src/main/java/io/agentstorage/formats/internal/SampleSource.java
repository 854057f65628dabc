// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.formats.MetricReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of an input, one after the other. Once it has thrown, there are no further ones. Not thread-safe.
 */
public abstract sealed class SampleSource extends Spliterators.AbstractSpliterator<MetricSample>
    implements AutoCloseable permits TextInput, RemoteWriteInput, JsonInput {
  private final InputStream in;
  private final Rejects rejects;
  private final String name;
  private boolean ended;

  SampleSource(InputStream in, MetricReadOptions options, Rejects rejects) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.in = in;
    this.rejects = rejects;
    this.name = options.source();
  }

  /** The next sample, null at the end. */
  abstract @Nullable MetricSample next() throws IOException;

  /** How many lines, rows or series were begun. */
  abstract long number();

  @Override
  public boolean tryAdvance(Consumer<? super MetricSample> action) {
    if (ended) {
      return false;
    }
    ended = true; // also where reading throws
    MetricSample sample;
    try {
      sample = next();
    } catch (IOException e) {
      throw rejects.reading(number(), e);
    }
    if (sample == null) {
      return false;
    }
    ended = false;
    action.accept(sample);
    return true;
  }

  /**
   * Closes the input.
   *
   * @throws StorageException if that fails
   */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new StorageException(
          "close " + name + ": " + e.getMessage() + "; look at where it comes from", e);
    }
  }
}
