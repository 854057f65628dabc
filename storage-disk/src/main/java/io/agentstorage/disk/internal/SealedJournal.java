// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

/**
 * A journal that takes no more rows and waits to become a file.
 *
 * @param id which
 * @param limit how many of its bytes were acknowledged; {@link #UNKNOWN} if another store wrote it
 * @param rows how many rows of it have no file yet
 */
record SealedJournal(JournalId id, long limit, long rows) {
  /** All bytes that are there. */
  static final long UNKNOWN = Long.MAX_VALUE;
}
