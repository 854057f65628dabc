// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.error.StorageException;

/**
 * Is told what a store does in the background. Called on the store's own thread, and on the one that opens it, one call
 * at a time: it should be quick, and it must neither flush nor close the store. What it throws becomes the store's last
 * failure.
 */
public interface MetricFileListener {
  /**
   * A file is complete and has its name.
   *
   * @param file the file
   */
  default void written(MetricFile file) {}

  /**
   * Something damaged was put aside, or a journal was found that a newer version has written.
   *
   * @param part where it is now, and why
   */
  default void quarantined(Quarantined part) {}

  /**
   * A file could not be made. Its rows are in the journal, and it is tried again.
   *
   * @param failure what went wrong
   */
  default void failed(StorageException failure) {}
}
