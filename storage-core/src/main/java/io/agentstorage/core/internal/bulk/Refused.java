// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.store.RejectedRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that was refused. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given; null where nobody is told of rows
 * @param reason why
 */
record Refused<T>(long position, @Nullable T row, StorageException reason) {

  /** What a listener is told. */
  RejectedRow<T> told() {
    return new RejectedRow<>(position, Objects.requireNonNull(row), reason);
  }
}
