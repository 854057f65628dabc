// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

/**
 * What writing transactions see of others. Those of one cluster run one after the other in any case, as on SQLite, so
 * that it matters for tables of one's own and for transactions that other programs run.
 */
public enum WriteIsolation {
  /** Each statement sees what was committed before it. Nothing fails for what others do at the same time. */
  READ_COMMITTED,
  /**
   * As if all transactions ran one after the other. One that would not have been possible fails with {@link
   * io.agentstorage.core.error.BusyException}; declare its block repeatable.
   */
  SERIALIZABLE
}
