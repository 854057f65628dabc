// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.bulk.CheckpointHold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves the write-ahead log into the file on a thread and a connection of its own while a load writes, instead of within
 * its commits. Such a checkpoint never stops anybody, but only between two commits can the log begin again from its
 * start: once it has reached its bound the load waits for that, for a moment, and if a reader still needs the log goes on
 * until it has grown as much again (https://sqlite.org/wal.html#ckpt).
 */
final class LoadCheckpoints implements CheckpointHold {
  /** 64 MiB: what is written again and again is moved once for each. */
  static final int BOUND_PAGES = 16_384;

  private final ConnectionFactory connections;
  private final SqliteLoads loads;
  private final Semaphore wanted = new Semaphore(0);
  private @Nullable Thread thread;
  private @Nullable Connection connection;
  private volatile int logPages;
  private volatile @Nullable StorageException failure;
  private int bound = BOUND_PAGES;
  private final Thread loader = Thread.currentThread();
  private final Turns turns;

  /** The load is in no transaction of its own. */
  private volatile boolean between;

  /**
   * Begins to hold.
   *
   * @param connections opens a connection that waits for a lock only for a moment
   */
  LoadCheckpoints(ConnectionFactory connections, SqliteLoads loads) {
    this.connections = connections;
    this.loads = loads;
    this.turns = new Turns(loads::othersBegan);
    loads.hold(loader);
  }

  @Override
  public void committed() {
    between = true;
    throwFailure();
    if (thread == null) {
      thread = new Thread(this::follow, Thread.currentThread().getName() + " checkpoints");
      thread.setDaemon(true);
      thread.start();
    }
    keepLogBounded();
    wanted.release();
    turns.committed();
  }

  @Override
  public void giveWay() {
    turns.give();
    between = false;
  }

  private synchronized void keepLogBounded() {
    // What the last checkpoint said was before the last commit.
    checkpoint(SqliteStatements.CHECKPOINT_NOOP);
    if (logPages >= bound) {
      checkpoint(SqliteStatements.CHECKPOINT_RESTART);
      // Begun again it has few pages; else the next try is worth it only after as many more.
      bound = logPages < BOUND_PAGES ? BOUND_PAGES : logPages + BOUND_PAGES;
    }
  }

  private void follow() {
    try {
      while (true) {
        // Also unasked: while the load waits for its input others write, and need not see to it.
        if (wanted.tryAcquire(1, TimeUnit.SECONDS)) {
          wanted.drainPermits();
        } else if (between) {
          keepLogBounded();
        }
        checkpoint(SqliteStatements.CHECKPOINT_PASSIVE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the load has ended
    } catch (StorageException e) {
      if (!Thread.currentThread().isInterrupted()) {
        failure = e; // for the loading thread
      }
    }
  }

  private synchronized void checkpoint(String sql) {
    Connection open = connection;
    if (open == null) {
      open = connections.openWriter();
      connection = open;
    }
    try (PreparedStatement statement = open.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      // busy, pages in the log, pages of them that are in the file
      boolean begunAgain = row.getInt(1) == 0 && sql.equals(SqliteStatements.CHECKPOINT_RESTART);
      logPages = begunAgain ? 0 : row.getInt(2);
    } catch (SQLException e) {
      throw SqliteErrors.classify("move the write-ahead log into the file", sql, e);
    }
  }

  private void throwFailure() {
    StorageException failed = failure;
    if (failed != null) {
      failure = null;
      throw failed;
    }
  }

  @Override
  public void close() {
    loads.release(loader);
    boolean interrupted = stop();
    try {
      throwFailure();
      if (thread != null && !interrupted) {
        checkpoint(SqliteStatements.CHECKPOINT_PASSIVE);
      }
    } finally {
      closeConnection();
    }
  }

  private boolean stop() {
    Thread running = thread;
    boolean interrupted = Thread.interrupted();
    while (running != null && running.isAlive()) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true; // a checkpoint stops at the interrupt; this waits for that
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  private synchronized void closeConnection() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw SqliteErrors.classify("close a connection", null, e);
      }
    }
  }
}
