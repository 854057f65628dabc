// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Objects;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A write of {@link SharedCommit}. All but the queue it is in belongs to who has the turn.
 *
 * @param <T> what it gives
 */
final class WaitingWrite<T> {
  private final Function<DSLContext, T> write;
  private final long since = System.nanoTime();
  private @Nullable T result;
  private @Nullable Throwable failure;
  private boolean stored;
  private boolean alone;

  WaitingWrite(Function<DSLContext, T> write) {
    this.write = write;
  }

  void run(DSLContext tx) {
    result = write.apply(tx);
  }

  boolean waitedBefore(long nanoTime) {
    return since - nanoTime < 0;
  }

  void stored() {
    stored = true;
  }

  /** It was undone with others, and is to be run without them. */
  void undone() {
    alone = true;
  }

  void fail(Throwable e) {
    failure = e;
  }

  boolean mustBeAlone() {
    return alone;
  }

  /** Whether nothing is left to be done for it. */
  boolean ended() {
    return stored || failure != null;
  }

  /** What it gave, or what was thrown. */
  T result() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return Objects.requireNonNull(result);
  }
}
