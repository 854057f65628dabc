// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher gives, as an iterator: it is asked for as many rows as there is room for, and for more once half of
 * them are taken (Reactive Streams 1.0.4, rules 2.1 and 3.8). The publisher signals on its threads, one thread takes.
 *
 * @param <T> the type of the rows
 */
public final class PublisherRows<T> implements Iterator<T>, Flow.Subscriber<T>, AutoCloseable {
  /** Room for more makes nothing faster, and rows may be large. */
  private static final int MOST_ROOM = 256;

  private static final long PATIENCE_MILLIS = 100;

  private final int room;
  private final BooleanSupplier cancelSignal;
  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;
  private volatile boolean gaveUp;
  private int taken;
  private @Nullable Signal<T> next;

  /** A row, or the end, with a failure or without. */
  private record Signal<T>(@Nullable T row, @Nullable Throwable failure) {}

  private static final Signal<?> END = new Signal<>(null, null);

  /**
   * An iterator to be subscribed.
   *
   * @param room how many rows there may be that nobody has taken, at least 1; 256 if it is more
   * @param cancelSignal says whether to wait no longer, asked on the thread that takes
   */
  public PublisherRows(int room, BooleanSupplier cancelSignal) {
    this.room = Math.min(room, MOST_ROOM);
    this.cancelSignal = cancelSignal;
  }

  /** Whether it was told to wait no longer, so that it has no more rows though the publisher may. */
  boolean gaveUp() {
    return gaveUp;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean wanted;
    synchronized (this) {
      wanted = subscription == null && !closed;
      if (wanted) {
        subscription = given;
      }
    }
    // Outside of the lock, for what is asked may signal at once.
    if (wanted) {
      given.request(room);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(T row) {
    if (row == null) {
      NullPointerException none =
          new NullPointerException(
              "a publisher signalled null; Reactive Streams has it signal rows, or an error");
      signals.add(new Signal<>(null, none)); // else the load would wait for a row for ever
      throw none;
    }
    signals.add(new Signal<>(row, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal<>(null, Objects.requireNonNull(failure, "the failure of a publisher")));
  }

  @Override
  @SuppressWarnings("unchecked") // it has no row
  public void onComplete() {
    signals.add((Signal<T>) END);
  }

  @Override
  public boolean hasNext() {
    Signal<T> signal = next == null ? take() : next;
    next = signal;
    if (signal == null) {
      return false;
    }
    if (signal.failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (signal.failure instanceof Error error) {
      throw error;
    }
    if (signal.failure != null) {
      throw new CompletionException("the publisher of the rows failed", signal.failure);
    }
    return signal.row != null;
  }

  /** Null where it was told to wait no longer. */
  private @Nullable Signal<T> take() {
    try {
      Signal<T> taken = signals.poll();
      while (taken == null && !gaveUp) {
        gaveUp = cancelSignal.getAsBoolean();
        taken = gaveUp ? null : signals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "wait for rows of a publisher: the thread was interrupted", FailedStatement.NONE, e);
    }
  }

  @Override
  public T next() {
    if (!hasNext() || next == null || next.row == null) {
      throw new NoSuchElementException();
    }
    T row = next.row;
    next = null;
    taken++;
    int half = Math.max(1, room / 2);
    Flow.Subscription giver = subscription();
    if (taken >= half && giver != null) {
      taken = 0;
      giver.request(half);
    }
    return row;
  }

  /** Wants no more. */
  @Override
  public void close() {
    Flow.Subscription giver;
    synchronized (this) {
      closed = true;
      giver = subscription;
    }
    if (giver != null) {
      giver.cancel();
    }
  }

  private synchronized Flow.@Nullable Subscription subscription() {
    return subscription;
  }
}
