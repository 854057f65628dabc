// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

/** Is told how far a run is, by the thread that runs it, between two transactions. What it throws ends the run. */
public interface RetentionListener {

  /**
   * A class is about to be let go.
   *
   * @param plan what of it
   */
  default void onClass(ClassPlan plan) {}

  /**
   * Some of it went.
   *
   * @param plan what is going
   * @param rows how much is gone of it
   */
  default void onChunk(ClassPlan plan, long rows) {}
}
