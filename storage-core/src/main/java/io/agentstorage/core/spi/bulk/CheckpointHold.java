// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

/**
 * Keeps a database from moving its write-ahead log into the file while rows are loaded, but for when the log has grown to
 * a bound, and keeps the load from being in the way of other processes. Used by the thread that loads, outside of its
 * transactions.
 */
public interface CheckpointHold extends AutoCloseable {
  /** Holds nothing. */
  CheckpointHold NONE =
      new CheckpointHold() {
        @Override
        public void committed() {}

        @Override
        public void giveWay() {}

        @Override
        public void close() {}
      };

  /** Rows were committed: the log may have reached its bound. */
  void committed();

  /**
   * The load is about to begin its next transaction: those in other processes that wait to write get their turn first, where
   * the database itself does not see to that.
   */
  void giveWay();

  /** Ends the hold. */
  @Override
  void close();
}
