// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

/** What a write did to the one row it was about. */
public enum WriteOutcome {
  /** There was no such row; now there is. */
  INSERTED,
  /** The row was there and differed; it has a new revision. */
  UPDATED,
  /** The row was there and already said the same; nothing was written at all. */
  UNCHANGED
}
