// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

/** What a session is lent for. */
public enum AccessMode {
  /** Queries only. */
  READ,
  /** Queries and changes. */
  WRITE
}
