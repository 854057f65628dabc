// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

/** What a metric file has in it; the first word of its name. Stores of several kinds may share a folder. */
public enum ContentKind {
  /** Samples that costs are worked out from. */
  METRICS("metrics"),
  /** Samples about the agent and the cluster's health. */
  OBSERVABILITY("observability"),
  /** Samples made from logs. */
  LOGS("logs");

  private final String text;

  ContentKind(String text) {
    this.text = text;
  }

  /**
   * The kind as it is in names of files.
   *
   * @return lower case letters
   */
  public String text() {
    return text;
  }
}
