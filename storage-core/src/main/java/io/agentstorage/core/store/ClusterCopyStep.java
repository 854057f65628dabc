// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/** What a copy of a cluster does, in this order; each step goes through tables. */
public enum ClusterCopyStep {
  /** Looks whether the target holds the rows of another cluster. Nothing is written. */
  CHECK,
  /** Writes what differs. */
  COPY,
  /** Deletes the label and annotation sets that the source does not have. */
  CLEAN,
  /** Reads both sides again and compares them. */
  VERIFY
}
