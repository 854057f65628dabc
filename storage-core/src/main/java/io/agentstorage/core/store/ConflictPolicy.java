// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/** What a bulk load does with a row whose key is stored already. */
public enum ConflictPolicy {
  /** The row is rejected. */
  FAIL,
  /** What is stored stays; the row counts as unchanged. */
  SKIP,
  /** What is stored becomes the row, if it differs. */
  UPDATE
}
