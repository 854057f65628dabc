// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a writer from one transaction to the next. Who finds none because another thread has it makes one, so that it
 * does not matter how many write at once. Thread-safe.
 */
public final class KeptWriter {
  private final Supplier<ResourceWriter> maker;
  private final AtomicReference<@Nullable ResourceWriter> kept = new AtomicReference<>();

  /**
   * None yet.
   *
   * @param maker makes one
   */
  public KeptWriter(Supplier<ResourceWriter> maker) {
    this.maker = maker;
  }

  /**
   * Writes with it.
   *
   * @param tx a write transaction
   * @param work what to write; nothing else is done in the transaction meanwhile
   * @param <T> what it gives
   * @return what it gave
   */
  public <T extends @Nullable Object> T use(DSLContext tx, Function<ResourceWriter, T> work) {
    ResourceWriter found = kept.getAndSet(null);
    ResourceWriter writer = found == null ? maker.get() : found;
    try {
      writer.begin(tx);
      T result = work.apply(writer);
      writer.end(tx);
      return result;
    } finally {
      kept.set(writer);
    }
  }
}
