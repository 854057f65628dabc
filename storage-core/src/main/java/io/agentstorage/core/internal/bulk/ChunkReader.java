// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.store.BulkLoadOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows from the input and prepares them, a chunk at a time. Used by one thread at a time. */
final class ChunkReader<T, P> implements ChunkSource<T, P> {
  /** As objects it is four times that, and two chunks are in memory at once, one being written and the next. */
  private static final long CHUNK_BYTES = Math.min(4 << 20, Runtime.getRuntime().maxMemory() / 32);

  /** What a row that was refused may keep in memory: how large it is is not known. */
  static final long REFUSED_BYTES = 16 << 10;

  private final Iterator<? extends T> input;
  private final BulkTarget<T, P> target;
  private final BulkLoadOptions<T> options;
  private long position;
  private boolean ended;
  private boolean cancelled;

  ChunkReader(Iterator<? extends T> input, BulkTarget<T, P> target, BulkLoadOptions<T> options) {
    this.input = input;
    this.target = target;
    this.options = options;
  }

  /**
   * Passes over rows.
   *
   * @return how many there were
   */
  long skip(long rows) {
    while (position < rows && !stop() && input.hasNext()) {
      input.next();
      position++;
    }
    return position;
  }

  /** Whether there are no more chunks. */
  boolean ended() {
    return ended || cancelled;
  }

  boolean cancelled() {
    return cancelled;
  }

  @Override
  public @Nullable Chunk<T, P> next() {
    if (ended) {
      return null;
    }
    long first = position;
    List<BulkRow<T, P>> rows = new ArrayList<>(Math.min(options.chunkRows(), 10_000));
    List<Refused<T>> rejects = new ArrayList<>();
    long bytes = 0;
    while (position - first < options.chunkRows() && bytes < CHUNK_BYTES && !stop()) {
      if (!input.hasNext()) {
        cancelled = input instanceof PublisherRows<?> publisher && publisher.gaveUp();
        ended = !cancelled;
        break;
      }
      T row = next(input);
      try {
        P prepared = target.prepare(row);
        rows.add(new BulkRow<>(position, kept(row), prepared));
        bytes += target.bytes(prepared);
      } catch (ConstraintViolationException e) {
        rejects.add(new Refused<>(position, kept(row), e));
        bytes += REFUSED_BYTES;
      }
      position++;
    }
    if (position == first) {
      return null;
    }
    Comparator<? super P> order = target.order();
    if (order != null) {
      rows.sort((a, b) -> order.compare(a.prepared(), b.prepared()));
    }
    return new Chunk<>(first, rows, rejects, bytes);
  }

  private T next(Iterator<? extends T> rows) {
    T row = rows.next();
    if (row == null) {
      throw new NullPointerException(
          "load: row " + position + " of the input is null; leave it out of the input");
    }
    return row;
  }

  private @Nullable T kept(T row) {
    return options.tellsOfRows() ? row : null;
  }

  private boolean stop() {
    cancelled = cancelled || options.cancelSignal().getAsBoolean();
    return cancelled;
  }
}
