// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

/**
 * A row on its way. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given
 * @param prepared what is written
 */
record BulkRow<T, P>(long position, T row, P prepared) {}
