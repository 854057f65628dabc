// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same content for equal maps that come one soon after the other, as those of the pods of one workload do: to
 * compare maps costs a tenth of writing and digesting their JSON. A table in which a newer map takes the place of an
 * older one of the same hash; long ones are not kept. Not thread-safe.
 */
final class ContentCache<C extends SetContent<?>> {
  private static final int SLOTS = 1 << 9;

  private final Function<Map<String, String>, C> maker;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private final @Nullable Slot<C>[] slots = new Slot[SLOTS];

  private record Slot<C>(Map<String, String> map, C content) {}

  ContentCache(Function<Map<String, String>, C> maker) {
    this.maker = maker;
  }

  @Nullable C of(@Nullable Map<String, String> map) {
    if (map == null) {
      return null;
    }
    int hash = map.hashCode();
    int at = (hash ^ hash >>> 16) & (SLOTS - 1);
    Slot<C> slot = slots[at];
    if (slot != null && slot.map.equals(map)) {
      return slot.content;
    }
    C content = maker.apply(map);
    if (content.bytes() <= Limits.COMPARED_BYTES) {
      slots[at] = new Slot<>(map, content);
    }
    return content;
  }
}
