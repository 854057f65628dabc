// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Feeds a central database from an agent's outbox. Each batch is acknowledged at the agent once the centre has committed
 * it: whichever side dies at whatever moment, nothing is lost, and what comes twice changes nothing, see {@link
 * OutboxReceiver}.
 *
 * <p>It notes in the agent's state ({@link io.agentstorage.core.store.StateStore}) what it has sent last, with the
 * acknowledgement and in its transaction, and how it has failed last. It reads neither: they are for people and monitors.
 *
 * <p>Its methods are to be called outside of blocks of either database: inside one, the centre would commit too late.
 * One sync at a time should feed a cluster. {@link #wake} is for any thread.
 */
public final class OutboxSync {
  /** The component under which it notes what it does. */
  public static final String STATE_COMPONENT = "outbox-sync";

  /** The key under which it notes what it has sent last, an {@link OutboxSyncSent}. */
  public static final String SENT = "sent";

  /** The key under which it notes how it has failed last, an {@link OutboxSyncFailure}. */
  public static final String FAILED = "failed";

  private final Database agent;
  private final OutboxReceiver receiver;
  private final Clock clock;
  private final OutboxSyncOptions options;
  private final Semaphore woken = new Semaphore(0);

  private OutboxSync(Database agent, Database centre, Clock clock, OutboxSyncOptions options) {
    if (agent.equals(centre)) {
      throw new IllegalArgumentException(
          "sync: the agent's database and the central one are the same; open the other one");
    }
    this.agent = agent;
    this.receiver = new OutboxReceiver(centre, clock);
    this.clock = clock;
    this.options = options;
  }

  /**
   * A sync with {@link OutboxSyncOptions#defaults()}.
   *
   * @param agent where the outbox is; the caller closes it
   * @param centre what is fed, for the cluster it was opened for; the caller closes it
   * @param clock says when something was sent and received; milliseconds count
   * @return the sync
   * @throws IllegalArgumentException if both are the same object
   */
  public static OutboxSync between(Database agent, Database centre, Clock clock) {
    return between(agent, centre, clock, OutboxSyncOptions.defaults());
  }

  /**
   * A sync.
   *
   * @param agent where the outbox is; the caller closes it
   * @param centre what is fed, for the cluster it was opened for; the caller closes it
   * @param clock says when something was sent and received; milliseconds count
   * @param options how it works
   * @return the sync
   * @throws IllegalArgumentException if both are the same object
   */
  public static OutboxSync between(
      Database agent, Database centre, Clock clock, OutboxSyncOptions options) {
    return new OutboxSync(agent, centre, clock, options);
  }

  /**
   * Sends what is pending, once. What is written meanwhile may be left.
   *
   * @return what was sent, and how much was refused and is still pending
   * @throws StorageException if either side fails; what was acknowledged before is sent
   */
  public OutboxSyncReport runOnce() {
    return runOnce(() -> false, new OutboxSyncListener() {});
  }

  /**
   * Sends what is pending, once. What is written meanwhile may be left.
   *
   * @param stop asked before each batch; once it says true the rest stays pending
   * @param listener is told what is refused
   * @return what was sent, and how much was refused and is still pending
   * @throws StorageException if either side fails; what was acknowledged before is sent
   */
  public OutboxSyncReport runOnce(BooleanSupplier stop, OutboxSyncListener listener) {
    SyncRun run = start(listener);
    try {
      run.pass(stop);
      return run.report();
    } catch (StorageException e) {
      run.failed(e, 1);
      throw e;
    }
  }

  /**
   * Sends what is pending, and what becomes so, until it is to stop or the thread is interrupted; the thread then stays
   * interrupted, and a batch that was under way is sent again another time.
   *
   * <p>A failure that is {@link StorageException#retryable()}, and that a database cannot be opened or reached ({@link
   * CannotOpenException}), is told to the listener and tried again after a pause.
   *
   * @param idle how long to wait when nothing is pending; more than 0
   * @param stop asked before each batch and after each wait; a batch that is under way is finished, and {@link #wake}
   *     ends a wait
   * @param listener is told what happens
   * @throws IllegalArgumentException if there is no time to wait
   * @throws StorageException if either side fails in another way, or has refused more than can be by chance
   */
  public void run(Duration idle, BooleanSupplier stop, OutboxSyncListener listener) {
    if (!idle.isPositive()) {
      throw new IllegalArgumentException("sync: the time to wait must be more than 0, is " + idle);
    }
    SyncRun run = start(listener);
    int failures = 0;
    boolean go = true;
    while (go && !stop.getAsBoolean()) {
      long sentBefore = run.sentEver();
      try {
        go = pass(run, stop, listener) || await(idle);
        failures = 0;
      } catch (CancelledException e) {
        if (!Thread.currentThread().isInterrupted()) {
          throw e;
        }
        go = false;
      } catch (StorageException e) {
        failures = run.sentEver() > sentBefore ? 1 : failures + 1;
        run.failed(e, failures);
        if (!mayPass(e)) {
          throw e;
        }
        Duration pause = options.pauseAfter(failures);
        listener.onFailure(failures, e, pause);
        go = await(pause);
      }
    }
  }

  /** Ends the wait of {@link #run} at once, or its next one: it looks whether it is to stop, and what is pending. */
  public void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  private SyncRun start(OutboxSyncListener listener) {
    return new SyncRun(agent, receiver, clock, options, listener);
  }

  /** Says whether there is already more to be sent. */
  private static boolean pass(SyncRun run, BooleanSupplier stop, OutboxSyncListener listener) {
    run.pass(stop);
    if (!run.hasNews()) {
      return false;
    }
    OutboxSyncReport report = run.report();
    listener.onSent(report);
    return run.hasMore(report);
  }

  private static boolean mayPass(StorageException failure) {
    // What is sent twice changes nothing: it need not be known whether it was stored.
    return failure.retryable()
        || failure instanceof UnavailableException
        || failure instanceof CannotOpenException;
  }

  /** Says whether to go on: not where the thread was interrupted. */
  private boolean await(Duration pause) {
    try {
      if (woken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
