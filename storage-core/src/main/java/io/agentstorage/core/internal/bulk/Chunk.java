// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.List;

/**
 * Rows that are written together. Immutable.
 *
 * @param first the position of the first of them in the input
 * @param rows those to be written, in the order in which they are
 * @param rejects those that can never be
 * @param bytes about how many bytes the values of all have
 */
record Chunk<T, P>(long first, List<BulkRow<T, P>> rows, List<Refused<T>> rejects, long bytes) {

  int size() {
    return rows.size() + rejects.size();
  }
}
