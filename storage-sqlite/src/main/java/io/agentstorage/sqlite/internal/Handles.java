// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is taken and not given back and, where that is traced, where it was taken. Thread-safe. */
final class Handles<T> {
  private final String kind;
  private final IdentityHashMap<T, @Nullable Throwable> open = new IdentityHashMap<>();
  private boolean tracing;

  /**
   * Nothing yet.
   *
   * @param kind what one is called
   */
  Handles(String kind) {
    this.kind = kind;
  }

  synchronized void add(T handle) {
    open.put(handle, tracing ? new Throwable("a " + kind + " was taken here") : null);
  }

  synchronized void remove(T handle) {
    open.remove(handle);
  }

  synchronized int count() {
    return open.size();
  }

  synchronized Collection<T> all() {
    return List.copyOf(open.keySet());
  }

  synchronized void trace(boolean on) {
    tracing = on;
  }

  synchronized List<Throwable> takenAt() {
    return open.values().stream().filter(Objects::nonNull).map(Throwable.class::cast).toList();
  }
}
