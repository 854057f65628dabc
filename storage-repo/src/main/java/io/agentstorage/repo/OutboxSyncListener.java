// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.OutboxEntry;
import java.time.Duration;

/**
 * Is told what an {@link OutboxSync} does, by the thread that runs it, outside of every transaction. What it throws is
 * treated as a failure of a database would be: mostly it ends the run, and comes out.
 */
public interface OutboxSyncListener {

  /**
   * What was pending is sent, and something was.
   *
   * @param report what was sent since this was called last
   */
  default void onSent(OutboxSyncReport report) {}

  /**
   * The centre refuses an entry. It stays pending, and the others go on; this run tries it again only where it has
   * changed.
   *
   * @param entry the entry
   * @param reason a {@link io.agentstorage.core.error.ConstraintViolationException} or a {@link
   *     io.agentstorage.core.error.DuplicateKeyException}
   */
  default void onRefused(OutboxEntry entry, StorageException reason) {}

  /**
   * Something failed that may pass, and will be tried again. Nothing is lost.
   *
   * @param failures how often in a row, from 1
   * @param failure the failure
   * @param pause how long the pause will be
   */
  default void onFailure(int failures, StorageException failure, Duration pause) {}
}
