// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are read a batch at a time, when they are asked for. Not a stream of streams: its iterator would take in
 * a whole inner stream at once. Not thread-safe.
 */
abstract class Batches<T> implements Iterator<T> {
  private Iterator<T> batch = List.<T>of().iterator();
  private boolean ended;

  /** The next elements, which may be none; null if there are no more. */
  abstract @Nullable List<T> read();

  @Override
  public final boolean hasNext() {
    while (!batch.hasNext() && !ended) {
      List<T> more = read();
      if (more == null) {
        ended = true;
      } else {
        batch = more.iterator();
      }
    }
    return batch.hasNext();
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }

  /** All elements. */
  final Stream<T> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }
}
