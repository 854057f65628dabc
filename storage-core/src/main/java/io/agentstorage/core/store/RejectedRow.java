// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.error.StorageException;

/**
 * A row that the database refused, or that could not be made what the table takes. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given
 * @param reason why: a {@link io.agentstorage.core.error.DuplicateKeyException}, of this or of another unique key, or a
 *     {@link io.agentstorage.core.error.ConstraintViolationException}, of any other rule or of a value that its column
 *     cannot hold
 * @param <T> the type of the rows
 */
public record RejectedRow<T>(long position, T row, StorageException reason) {}
