// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.error.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk load did with one row. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given
 * @param outcome what became of it
 * @param reason why it was rejected, as in {@link RejectedRow}; null if it was not
 * @param <T> the type of the rows
 */
public record LoadedRow<T>(
    long position, T row, RowOutcome outcome, @Nullable StorageException reason) {}
