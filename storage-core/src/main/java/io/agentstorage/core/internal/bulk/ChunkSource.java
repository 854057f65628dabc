// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import org.jspecify.annotations.Nullable;

/** Gives the chunks of a load, one after the other. */
interface ChunkSource<T, P> {

  /** The next chunk, never an empty one; null at the end. */
  @Nullable Chunk<T, P> next();

  /** The next chunk if it is there already; null if it is not, or at the end. It throws nothing of the input. */
  default @Nullable Chunk<T, P> nextIfReady() {
    return null;
  }
}
