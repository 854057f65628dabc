// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher gives, as an iterator: it is asked for as many rows as there is room for, and for more once half of
 * them are taken (Reactive Streams 1.0.4, rules 2.1 and 3.8). The publisher signals on its threads, one thread takes.
 *
 * @param <T> the type of the rows
 */
public final class PublisherRows<T> implements Iterator<T>, Flow.Subscriber<T>, AutoCloseable {
  private final int room;
  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private int taken;
  private @Nullable Signal<T> next;

  /** A row, or the end, with a failure or without. */
  private record Signal<T>(@Nullable T row, @Nullable Throwable failure) {}

  /**
   * An iterator to be subscribed.
   *
   * @param room how many rows there may be that nobody has taken, at least 1
   */
  public PublisherRows(int room) {
    this.room = room;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription != null || closed) {
      given.cancel();
      return;
    }
    subscription = given;
    given.request(room);
  }

  @Override
  public void onNext(T row) {
    signals.add(new Signal<>(row, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal<>(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal<>(null, null));
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = take();
    }
    Signal<T> signal = next;
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

  private Signal<T> take() {
    try {
      return signals.take();
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
    Flow.Subscription giver = subscription;
    if (taken >= half && giver != null) {
      taken = 0;
      giver.request(half);
    }
    return row;
  }

  /** Wants no more. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription giver = subscription;
    if (giver != null) {
      giver.cancel();
    }
  }
}
