// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

/**
 * Keeps a database from moving its write-ahead log into the file while rows are loaded, but for when the log has grown to
 * a bound. Used by the thread that loads, outside of its transactions.
 */
public interface CheckpointHold extends AutoCloseable {
  /** Holds nothing. */
  CheckpointHold NONE =
      new CheckpointHold() {
        @Override
        public void committed() {}

        @Override
        public void close() {}
      };

  /** Rows were committed: the log may have reached its bound. */
  void committed();

  /** Ends the hold. */
  @Override
  void close();
}
