// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionReport;
import java.time.Duration;

/**
 * Is told what a {@link RetentionTask} does, on its thread, outside of every transaction. What it throws counts as a
 * failure of the run; {@link #onFailure} must not throw.
 */
public interface RetentionTaskListener extends RetentionListener {

  /**
   * A run has ended.
   *
   * @param report what went
   */
  default void onRun(RetentionReport report) {}

  /** Another process is running: nothing was done. */
  default void onBusy() {}

  /**
   * A run failed. What went before is gone, and it is tried again.
   *
   * @param failures how often in a row, from 1
   * @param failure mostly a {@link io.agentstorage.core.error.StorageException}
   * @param pause how long until then
   */
  void onFailure(int failures, RuntimeException failure, Duration pause);
}
