// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop, and ends the JVM with exit status 0 once the work has come to a good
 * end: for what runs until it is told to stop, that is the usual end, and no failure for whoever supervises it.
 */
public final class GracefulStop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::wish, "stop");
  private volatile boolean wished;
  private volatile @Nullable Runnable wake;
  private volatile boolean keepStatus;

  /** Listens from now on. */
  public GracefulStop() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Whether somebody wants to stop.
   *
   * @return true once a signal came
   */
  public boolean wished() {
    return wished;
  }

  /**
   * Sets who is told as soon as somebody wants to stop.
   *
   * @param told ends a wait of the work; called on another thread
   */
  public void onWish(Runnable told) {
    wake = told;
    if (wished) {
      told.run();
    }
  }

  /** The work is not done: the exit status is to be that of the signal. */
  public void keepStatus() {
    keepStatus = true;
  }

  /** The work has ended: the JVM may go. Standard output is flushed before. */
  @Override
  public void close() {
    System.out.flush();
    finished.countDown();
    if (!wished) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came just now, when there was nothing left to stop.
        wished = true;
      }
    }
  }

  private void wish() {
    wished = true;
    Runnable told = wake;
    if (told != null) {
      told.run();
    }
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "agent-storage: the sync did not stop in time; what it had not acknowledged will be"
                + " sent again");
      } else if (!keepStatus) {
        // Nothing else changes the exit status once a signal has begun to end the JVM.
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
