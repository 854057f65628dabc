// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

/** The ways to store one resource that are compared. */
public enum UpsertWay {
  /** {@code ResourceStore.upsert}, which also keeps what was, and a revision. */
  LIBRARY,

  /** {@code INSERT … ON CONFLICT DO UPDATE} with a kept statement, into one table with JSON text. */
  JDBC_KEPT
}
