// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a wish to stop, and keeps the JVM alive until the work has come to a good end. The JVM's own exit
 * status for it, 130, stays.
 */
public final class CtrlC implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::wish, "ctrl-c");
  private final InputStream input;
  private volatile boolean wished;

  /**
   * Listens from now on.
   *
   * @param input is closed when it is pressed, so that nobody waits for the rest of it
   */
  public CtrlC(InputStream input) {
    this.input = input;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Whether somebody wants to stop.
   *
   * @return true once it was pressed
   */
  public boolean wished() {
    return wished;
  }

  /** The work has ended: the JVM may go. */
  @Override
  public void close() {
    finished.countDown();
    if (!wished) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It was pressed just now, when there was nothing left to stop.
        wished = true;
      }
    }
  }

  private void wish() {
    wished = true;
    try {
      input.close();
    } catch (IOException e) {
      // Then it is waited for.
    }
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("agent-storage: it did not stop in time; what was committed is stored");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
