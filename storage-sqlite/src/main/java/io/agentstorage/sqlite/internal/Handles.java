// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is taken and not given back and, where that is traced, where it was taken. Thread-safe. */
final class Handles<T> {
  private final String kind;
  private final IdentityHashMap<T, Taken> open = new IdentityHashMap<>();
  private boolean tracing;

  /**
   * Nothing yet.
   *
   * @param kind what one is called
   */
  Handles(String kind) {
    this.kind = kind;
  }

  /** By whom and, where that is traced, where. */
  private record Taken(Thread by, @Nullable Throwable at) {}

  synchronized void add(T handle) {
    Throwable here = tracing ? new Throwable("a " + kind + " was taken here") : null;
    open.put(handle, new Taken(Thread.currentThread(), here));
  }

  synchronized void remove(T handle) {
    open.remove(handle);
  }

  synchronized int count() {
    return open.size();
  }

  synchronized int countTakenBy(Thread thread) {
    return (int) open.values().stream().filter(taken -> taken.by == thread).count();
  }

  synchronized Collection<T> all() {
    return List.copyOf(open.keySet());
  }

  synchronized void trace(boolean on) {
    tracing = on;
  }

  synchronized List<Throwable> takenAt() {
    return open.values().stream().map(Taken::at).flatMap(Stream::ofNullable).toList();
  }
}
