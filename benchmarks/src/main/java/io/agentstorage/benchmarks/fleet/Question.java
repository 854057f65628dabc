// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

/** What one cluster is asked. */
enum Question {
  FIND("find by key", false),
  AS_OF("find by key, as of before a change", true),
  PAGE("a label that a sixth has, first 100", false),
  RARE("a label of one workload, first 100", false),
  PENDING("pending, first 500", false);

  /** How many rows a page has at the most. */
  static final int PAGE_ROWS = 100;

  /** How many rows a batch of the outbox has at the most. */
  static final int BATCH = 500;

  private final String title;
  private final boolean ofHistory;

  Question(String title, boolean ofHistory) {
    this.title = title;
    this.ofHistory = ofHistory;
  }

  String title() {
    return title;
  }

  /** Whether only those can answer who keep what was. */
  boolean ofHistory() {
    return ofHistory;
  }
}
