// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.model.OutboxEntry;
import java.time.Instant;
import java.util.List;

/**
 * What was stored and is not yet sent: each resource whose last revision was not, and each that ended and whose end was
 * not. Thread-safe.
 *
 * <p>A sender takes what is pending, sends it, and acknowledges what it sent. What becomes of the process in between,
 * nothing is lost: what was not acknowledged is pending again, so that it may be sent twice. The pair of {@link
 * OutboxEntry#id} and {@link OutboxEntry#revision} tells the receiver. Revisions that were overtaken before they were
 * sent are not sent.
 */
public interface Outbox {

  /**
   * The next ones to send, those that changed first before others, and at one time ends first. They stay pending until they are acknowledged.
   *
   * @param maxRows at most so many, from 1
   * @param maxBytes at most so many bytes together, by {@link OutboxEntry#bytes}, from 1; a first one that is larger by
   *     itself is given nevertheless, as nothing behind it would ever be sent
   * @return the entries, empty if nothing is pending
   * @throws IllegalArgumentException if a limit is less than 1
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  List<OutboxEntry> pending(int maxRows, long maxBytes);

  /**
   * Marks what was sent. An entry whose resource has changed since, or ended, is not marked: what it became is still to
   * be sent. Acknowledging again does nothing.
   *
   * @param sent entries of {@link #pending}
   * @param at when they were sent; milliseconds count
   * @return how many were marked; the rest had changed or were marked already
   * @throws io.agentstorage.core.error.StorageException if the database fails; nothing is then marked
   */
  long acknowledge(List<OutboxEntry> sent, Instant at);

  /**
   * How much is to be sent.
   *
   * @return the counts, read now
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  OutboxStatus status();
}
