// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import org.jspecify.annotations.Nullable;

/**
 * A row on its way. Immutable.
 *
 * @param position its place in the input, from 0
 * @param row the row as it was given; null where nobody is told of rows: it need not stay in memory then
 * @param prepared what is written
 */
record BulkRow<T, P>(long position, @Nullable T row, P prepared) {}
