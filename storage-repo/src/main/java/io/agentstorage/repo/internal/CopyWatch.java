// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.store.ClusterCopyOptions;
import io.agentstorage.core.store.ClusterCopyProgress;
import io.agentstorage.core.store.ClusterCopyStep;

/** Who watches a copy: is told how far it is, and may stop it. Used by one thread. */
final class CopyWatch {
  private final ClusterCopyOptions options;
  private boolean stopped;
  private long written;

  CopyWatch(ClusterCopyOptions options) {
    this.options = options;
  }

  /** Whether the copy is to end; once it is, it stays so. */
  boolean stop() {
    stopped = stopped || options.cancelSignal().getAsBoolean();
    return stopped;
  }

  /** Whether the copy was ended, without asking again. */
  boolean stopped() {
    return stopped;
  }

  void written(long rows) {
    written += rows;
  }

  void tell(ClusterCopyStep step, CopiedTable table, long rows) {
    options.progressListener().accept(new ClusterCopyProgress(step, table.name(), rows, written));
  }
}
