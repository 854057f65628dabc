// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import org.jspecify.annotations.Nullable;

/** Gives the chunks of a load, one after the other. */
interface ChunkSource<T, P> {

  /** The next chunk, never an empty one; null at the end. */
  @Nullable Chunk<T, P> next();
}
