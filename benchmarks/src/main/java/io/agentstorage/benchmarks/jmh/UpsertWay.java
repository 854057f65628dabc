// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

/** The ways to store or delete one resource that are compared. */
public enum UpsertWay {
  /** {@code ResourceStore}, which also keeps what was, and a revision. */
  LIBRARY,

  /** {@code INSERT … ON CONFLICT DO UPDATE}, or DELETE, with a kept statement, on one table with JSON text. */
  JDBC_KEPT
}
