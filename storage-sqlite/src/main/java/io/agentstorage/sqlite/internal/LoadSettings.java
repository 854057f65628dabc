// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.util.function.Consumer;

/**
 * What bulk loads change on the writing connection. Both settings can be changed outside of transactions only, so that
 * each transaction begins with what it needs. Used by the thread that has the session.
 */
public final class LoadSettings {
  private final SqliteLoads loads;
  private final int checkpointPages;
  private boolean unchecked;
  private boolean held;

  /**
   * The settings of a new connection.
   *
   * @param loads the loads of the database
   * @param checkpointPages after how many pages of the write-ahead log a commit moves them, where no load sees to it
   */
  public LoadSettings(SqliteLoads loads, int checkpointPages) {
    this.loads = loads;
    this.checkpointPages = checkpointPages;
  }

  /** Runs what the next transaction of this thread needs before it begins; mostly nothing. */
  void apply(Consumer<String> runner) {
    loads.begins();
    if (loads.uncheckedHere() != unchecked) {
      runner.accept(SqliteStatements.foreignKeys(unchecked));
      unchecked = !unchecked;
    }
    if (loads.holdsCheckpoints() != held) {
      runner.accept(SqliteStatements.autoCheckpoint(held ? checkpointPages : 0));
      held = !held;
    }
  }
}
