// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sync of its own process that is killed again and again while the agent writes, on every pair of databases. */
@Timeout(300)
public abstract class KilledSyncSuite {
  private static final int KILLS = 10;
  private static final int NAMES = 40;

  /** Looking all the time would take the processor from those who are looked at. */
  private static final long POLL_NANOS = 1_000_000;

  /** The agent waits where so much is pending: what it writes then, a sync has made room for. */
  private static final long MOST_PENDING = 40;

  private final Random random = new Random(20260203);
  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** For subclasses. */
  protected KilledSyncSuite() {}

  /**
   * Opens the agent's database, empty the first time.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openAgent();

  /**
   * Opens the central database, empty the first time.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openCentre();

  /**
   * Starts a JVM that runs an {@link io.agentstorage.repo.OutboxSync} between the two, with small batches and little
   * idleness, until its standard input is closed, and ends with exit status 0 then.
   *
   * @return the running JVM
   * @throws IOException if it cannot be started
   */
  protected abstract ChildJvm startSync() throws IOException;

  /**
   * Kills the centre, where it is a server, and starts it again; called after every other kill of the sync, and while
   * the last one runs.
   *
   * @throws Exception if that fails
   */
  protected void killCentre() throws Exception {}

  /**
   * How often the sync is killed.
   *
   * @return ten times unless a subclass says otherwise
   */
  protected int kills() {
    return KILLS;
  }

  @Test
  void whateverIsKilledNothingIsLost() throws Exception {
    try (Database agent = openAgent()) {
      openCentre().close(); // brings its schema up to date, so that no kill meets that
      Thread writer = Thread.ofPlatform().name("agent").start(() -> write(agent));
      try {
        for (int i = 0; i < kills(); i++) {
          killWhileItSends();
          if (i % 2 == 1) {
            killCentre();
          }
        }
        sendTheRest(agent, writer);
      } finally {
        enough.set(true);
        writer.join();
      }
      assertThat(failure.get()).isNull();
      try (Database centre = openCentre()) {
        new Replica(agent, centre).assertComplete();
      }
    }
  }

  private void killWhileItSends() throws Exception {
    try (ChildJvm sync = startSync()) {
      // More than what the agent could write without it.
      long target = written.get() + MOST_PENDING + NAMES + random.nextInt(80);
      await(sync, () -> written.get() >= target);
      sync.kill();
    }
  }

  private void sendTheRest(Database agent, Thread writer) throws Exception {
    Outbox outbox = new OutboxRepository(agent);
    try (ChildJvm sync = startSync()) {
      long target = written.get() + MOST_PENDING + NAMES;
      await(sync, () -> written.get() >= target);
      killCentre();
      enough.set(true);
      writer.join();
      await(sync, () -> outbox.status().oldest() == null);
      sync.closeInput();
      sync.awaitSuccess();
    }
  }

  private void await(ChildJvm sync, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(sync.isAlive()).as(String.join("\n", sync.output())).isTrue();
      assertThat(failure.get()).as("what the agent failed with").isNull();
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void write(Database agent) {
    try {
      Random dice = new Random(20260204);
      ResourceStore store = new ResourceRepository(agent, Clock.systemUTC());
      Outbox outbox = new OutboxRepository(agent);
      while (!enough.get()) {
        if (isFull(outbox.status())) {
          LockSupport.parkNanos(POLL_NANOS);
          continue;
        }
        ResourceTags any = any(dice);
        if (dice.nextInt(4) == 0) {
          store.delete(any.key(), "admin");
        } else {
          store.upsert(any);
        }
        written.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private static boolean isFull(OutboxStatus status) {
    return status.resources() + status.ends() >= MOST_PENDING;
  }

  private static ResourceTags any(Random dice) {
    return ResourceTags.builder(ResourceType.POD, "web-" + dice.nextInt(NAMES))
        .namespace("shop")
        .uid(dice.nextInt(3) == 0 ? null : "uid-" + dice.nextInt(3))
        .labels(Map.of("team", "t-" + dice.nextInt(20)))
        .annotations(dice.nextInt(4) == 0 ? Map.of("note", "n-" + dice.nextInt(500)) : null)
        .build();
  }
}
