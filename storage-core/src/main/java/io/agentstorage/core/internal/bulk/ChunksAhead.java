// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next chunk on a thread of its own while the calling one writes the last. The queue has no room: beside the
 * chunk that is written there is never more than one.
 */
final class ChunksAhead<T, P> implements ChunkSource<T, P>, AutoCloseable {
  /** How long the end of a load waits for an input that does not notice an interrupt. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChunkSource<T, P> source;
  private final SynchronousQueue<Made<T, P>> queue = new SynchronousQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Made<T, P> early;
  private boolean ended;

  private record Made<T, P>(@Nullable Chunk<T, P> chunk, @Nullable Throwable failure) {}

  ChunksAhead(ChunkSource<T, P> source) {
    this.source = source;
    this.thread = new Thread(this::make, Thread.currentThread().getName() + " bulk load input");
    thread.setDaemon(true);
    thread.start();
  }

  private void make() {
    try {
      Made<T, P> made;
      do {
        made = makeNext();
        hand(made);
      } while (made.chunk != null && !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody wants the rest
    }
  }

  /** An input may have swallowed the interrupt that was to end this thread. */
  private void hand(Made<T, P> made) throws InterruptedException {
    boolean taken = false;
    while (!taken && !closed) {
      taken = queue.offer(made, 1, TimeUnit.SECONDS);
    }
  }

  /** Whatever the input throws is the caller's, in its place after the chunks before. */
  private Made<T, P> makeNext() {
    try {
      return new Made<>(source.next(), null);
    } catch (Throwable e) {
      return new Made<>(null, e);
    }
  }

  @Override
  public @Nullable Chunk<T, P> next() {
    if (ended) {
      return null;
    }
    @Nullable Made<T, P> made = early;
    early = null;
    try {
      while (made == null && thread.isAlive()) {
        made = queue.poll(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "load: the thread was interrupted; what was committed stays, and a resume point would go"
              + " on from there",
          FailedStatement.NONE,
          e);
    }
    if (made == null) {
      throw new IllegalStateException("the thread that reads the input of a load has died");
    }
    if (made.failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (made.failure instanceof Error error) {
      throw error;
    }
    if (made.failure != null) {
      throw new IllegalStateException("an input threw what it cannot", made.failure);
    }
    ended = made.chunk == null;
    return made.chunk;
  }

  /** Whether {@link #next} ends or fails at once. */
  boolean metItsEnd() {
    return ended || early != null;
  }

  /** An end or a failure that it meets is kept for {@link #next}. */
  @Override
  public @Nullable Chunk<T, P> nextIfReady() {
    if (metItsEnd()) {
      return null;
    }
    @Nullable Made<T, P> made = queue.poll();
    if (made == null || made.chunk == null) {
      early = made;
      return null;
    }
    return made.chunk;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      boolean ended = thread.join(PATIENCE);
      if (!ended) {
        return; // it is a daemon, and ends with the read that it waits for
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
