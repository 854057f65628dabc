// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the ids of what is stored already, so many at the most. What a transaction adds counts for that transaction
 * only, until it is known to be committed. Not thread-safe.
 */
final class IdCache<K, I> {
  private final int limit;
  private final Map<K, I> committed = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, I> pending = new HashMap<>();

  IdCache(int limit) {
    this.limit = limit;
  }

  @Nullable I get(K key) {
    I id = pending.get(key);
    return id == null ? committed.get(key) : id;
  }

  void put(K key, I id) {
    pending.put(key, id);
  }

  void commit() {
    committed.putAll(pending);
    pending.clear();
    var eldest = committed.keySet().iterator();
    for (int over = committed.size() - limit; over > 0; over--) {
      eldest.next();
      eldest.remove();
    }
  }

  /** Forgets everything: the database may no longer have it. */
  void clear() {
    committed.clear();
    pending.clear();
  }
}
