// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stops what runs on the server once its thread is interrupted or its deadline has passed: the thread itself waits in
 * the driver for an answer, and cannot look. One thread looks at all sessions that are lent, a hundred times a second
 * while there are any. Thread-safe.
 */
final class Canceller implements AutoCloseable {
  private static final long PAUSE_NANOS = 10_000_000;

  private final Set<PostgresSession> lent = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  void add(PostgresSession session) {
    lent.add(session);
    if (thread == null || idle) {
      wake();
    }
  }

  void remove(PostgresSession session) {
    lent.remove(session);
  }

  private synchronized void wake() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("agent-storage-cancel").start(this::run);
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      for (PostgresSession session : lent) {
        session.stopIfDue();
      }
      if (lent.isEmpty()) {
        idle = true;
        if (lent.isEmpty()
            && !closed) { // who added one before this saw idle unset and did not wake
          LockSupport.park(this);
        }
        idle = false;
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
