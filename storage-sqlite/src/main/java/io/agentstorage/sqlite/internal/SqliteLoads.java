// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The bulk loads that run on a database now: the writing session looks here when it begins a transaction. Thread-safe. */
public final class SqliteLoads {
  private final Set<Thread> unchecked = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Integer> loading = new ConcurrentHashMap<>();
  private final AtomicLong othersBegan = new AtomicLong();
  private final BooleanSupplier writersWait;

  /**
   * No loads yet.
   *
   * @param writersWait whether a thread waits for the writing session
   */
  public SqliteLoads(BooleanSupplier writersWait) {
    this.writersWait = writersWait;
  }

  boolean writersWait() {
    return writersWait.getAsBoolean();
  }

  /** Runs work whose transactions on this thread do not check foreign keys. */
  <T> T withoutForeignKeyChecks(Supplier<T> work) {
    if (!unchecked.add(Thread.currentThread())) {
      return work.get();
    }
    try {
      return work.get();
    } finally {
      unchecked.remove(Thread.currentThread());
    }
  }

  /** Whether a transaction that this thread begins now checks no foreign keys. */
  boolean uncheckedHere() {
    return unchecked.contains(Thread.currentThread());
  }

  /** The thread, which is the current one of a load that begins, loads once more. */
  void hold(Thread thread) {
    loading.merge(thread, 1, Integer::sum);
  }

  void release(Thread thread) {
    loading.computeIfPresent(thread, (held, holds) -> holds == 1 ? null : holds - 1);
  }

  /** Whether a load sees to checkpoints, so that commits need not. */
  boolean holdsCheckpoints() {
    return !loading.isEmpty();
  }

  /** A transaction that writes is about to begin on this thread. */
  void begins() {
    if (!loading.isEmpty() && !loading.containsKey(Thread.currentThread())) {
      othersBegan.incrementAndGet();
    }
  }

  /** How many transactions that write others than loads have begun beside loads. */
  long othersBegan() {
    return othersBegan.get();
  }
}
