// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/** What a bulk load did with a row. */
public enum RowOutcome {
  /** It was new. */
  INSERTED,
  /** It differed from what was stored. */
  UPDATED,
  /** It was stored already, or was to be skipped for its key. */
  UNCHANGED,
  /** It was refused: nothing of it is stored. */
  REJECTED
}
