// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The bulk loads that run on a database now: the writing session looks here when it begins a transaction. Thread-safe. */
public final class SqliteLoads {
  private final Set<Thread> unchecked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger holds = new AtomicInteger();
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

  void hold() {
    holds.incrementAndGet();
  }

  void release() {
    holds.decrementAndGet();
  }

  /** Whether a load sees to checkpoints, so that commits need not. */
  boolean holdsCheckpoints() {
    return holds.get() > 0;
  }
}
