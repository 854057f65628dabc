// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import java.util.List;

/** Somewhere that a fleet is kept. */
interface Contender extends AutoCloseable {
  /** Its name in tables. */
  String title();

  /** Whether it keeps what was; else it is only loaded and asked. */
  boolean keepsHistory();

  /** Makes ready to load a cluster; running it is what is measured. */
  AtOnce.Task load(FleetCluster cluster) throws Exception;

  /** Changes and deletes what a round does. */
  Changes change(FleetCluster cluster, int round) throws Exception;

  /** Fails unless it has what the cluster has now. */
  void check(FleetCluster cluster) throws Exception;

  /** Opens a cluster to ask it. */
  Reader reader(FleetCluster cluster) throws Exception;

  /** Ways to count over all clusters what has a label, by name. */
  List<FleetCount> counts();

  /** Puts in order what changes have left, where that is not done by itself at once. */
  void settle() throws Exception;

  /** All that it takes, indexes included. */
  long bytes() throws Exception;

  /**
   * How long a round of changes took.
   *
   * @param changed how many were changed
   * @param changeNanos how long that took
   * @param deleted how many were deleted
   * @param deleteNanos how long that took
   */
  record Changes(long changed, long changeNanos, long deleted, long deleteNanos) {
    static final Changes NONE = new Changes(0, 0, 0, 0);

    Changes and(Changes more) {
      return new Changes(
          changed + more.changed,
          changeNanos + more.changeNanos,
          deleted + more.deleted,
          deleteNanos + more.deleteNanos);
    }
  }

  /** Asks one cluster. For one thread. */
  interface Reader extends AutoCloseable {
    Answer ask(Asked asked) throws Exception;
  }

  /** What was read; looking at it is no part of reading. */
  interface Answer {
    List<Found> found();
  }

  /**
   * A way to count over all clusters.
   *
   * @param title its name in tables
   * @param count the count
   */
  record FleetCount(String title, Counting count) {}

  /** Counts what has a label. */
  interface Counting {
    long of(String label, String value) throws Exception;
  }

  /** A cluster as it has it: as it was loaded where it keeps no history, and is not changed. */
  static FleetCluster state(Contender contender, FleetCluster cluster) {
    return contender.keepsHistory() ? cluster : cluster.after(0);
  }

  /** Which cluster it asks when the turn is that of one: the first of all where it only asks that. */
  default FleetCluster turn(FleetCluster cluster, FleetCluster first) {
    return cluster;
  }
}
