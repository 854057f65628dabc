// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.error.StorageException;

/**
 * A row that the database refused. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given
 * @param reason why
 * @param <T> the type of the rows
 */
public record RejectedRow<T>(long position, T row, StorageException reason) {}
