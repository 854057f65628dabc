// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sqlite;

import io.agentstorage.core.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * A slow disk, as far as writers see it: until this is closed, each commit that changed something takes so much longer,
 * with the write lock held, as where the disk is slow to make things last. It is a listener of the driver that waits
 * before the commit. Reads, checkpoints, and the statements before the commit are as fast as ever: what it shows is
 * queues and timeouts of writers, not the throughput of a device. Thread-safe.
 */
public final class SlowCommits implements AutoCloseable {
  private final Database database;
  private final SQLiteCommitListener listener;

  private SlowCommits(Database database, SQLiteCommitListener listener) {
    this.database = database;
    this.listener = listener;
  }

  /**
   * Slows commits down.
   *
   * @param database an open SQLite database
   * @param delay what each commit takes longer
   * @return the slowness
   */
  public static SlowCommits of(Database database, Duration delay) {
    SlowCommits slow = new SlowCommits(database, new Wait(delay.toNanos()));
    slow.onWriter(connection -> connection.addCommitListener(slow.listener));
    return slow;
  }

  /** Makes commits as fast as before. Closing again does nothing. */
  @Override
  public void close() {
    onWriter(connection -> connection.removeCommitListener(listener));
  }

  @FunctionalInterface
  private interface Work {
    void on(SQLiteConnection connection) throws SQLException;
  }

  private void onWriter(Work work) {
    database.write(
        tx -> {
          tx.connection(
              (Connection connection) -> work.on(connection.unwrap(SQLiteConnection.class)));
          return null;
        });
  }

  private record Wait(long nanos) implements SQLiteCommitListener {
    @Override
    public void onCommit() {
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }

    @Override
    public void onRollback() {}
  }
}
