// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

/** What writing a row did. */
public enum Effect {
  /** It was new. */
  INSERTED,
  /** It differed from what was stored. */
  UPDATED,
  /** It was stored already. */
  UNCHANGED,
  /** There is a row of its key, which was left as it is. */
  EXISTS
}
