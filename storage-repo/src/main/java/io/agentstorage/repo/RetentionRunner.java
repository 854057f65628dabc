// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.OwnSpace;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.UsageTrend;
import io.agentstorage.repo.internal.retention.Lease;
import io.agentstorage.repo.internal.retention.RetentionState;
import io.agentstorage.repo.internal.retention.TrendJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Retention} once, unless another process does so for the same cluster, and remembers in the database when
 * that was and how much was in use, which {@link #trend} is made of. Thread-safe.
 *
 * <p>A process that dies while it runs is waited for no longer than {@link #LEASE}, by the clocks of both.
 */
public final class RetentionRunner {
  /** How long a run that says nothing any more keeps others from running. */
  public static final Duration LEASE = Duration.ofMinutes(5);

  private static final String LAST_RUN = "last-run";
  private static final String TREND = "trend";

  private final Database database;
  private final Retention retention;
  private final DiskSpace space;
  private final Clock clock;
  private final RetentionState state;

  /**
   * A runner.
   *
   * @param database the open database; the caller closes it
   * @param retention what is run, over the same database
   * @param space what is measured after each run
   * @param clock says when something ran; milliseconds count
   */
  public RetentionRunner(Database database, Retention retention, DiskSpace space, Clock clock) {
    this.database = database;
    this.retention = retention;
    this.space = space;
    this.clock = clock;
    this.state = new RetentionState(database.cluster(), clock);
  }

  /**
   * Runs once. Where the store is so full that not even the lease can be noted it runs without: what it deletes makes
   * room.
   *
   * @param listener is told how far it is
   * @param stop asked before each transaction; once it says true the rest stays
   * @return what went; empty if another one is running
   * @throws StorageException if it fails; what went before is gone
   */
  public Optional<RetentionReport> runOnce(RetentionListener listener, BooleanSupplier stop) {
    Lease lease;
    try {
      lease = Lease.take(database, state, clock, LEASE);
    } catch (StorageFullException e) {
      return Optional.of(run(listener, stop));
    }
    if (lease == null) {
      return Optional.empty();
    }
    try (lease) {
      return Optional.of(run(listener, () -> stop.getAsBoolean() || !lease.hold()));
    }
  }

  private RetentionReport run(RetentionListener listener, BooleanSupplier stop) {
    RetentionReport report = retention.run(listener, stop);
    OwnSpace taken = space.measure();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    database.write(
        tx -> {
          UsageTrend trend = read(state.get(tx, TREND)).plus(now, taken.usedBytes());
          state.put(tx, TREND, TrendJson.write(trend));
          state.put(tx, LAST_RUN, Long.toString(now.toEpochMilli()));
          return null;
        });
    return report;
  }

  /**
   * When it ran to its end last, in whatever process.
   *
   * @return the time; empty if it never did
   * @throws StorageException if the database fails
   */
  public Optional<Instant> lastRun() {
    return Optional.ofNullable(database.read(tx -> state.get(tx, LAST_RUN)))
        .map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
  }

  /**
   * How much was in use after the latest runs.
   *
   * @param database the open database; the caller closes it
   * @return the trend
   * @throws StorageException if the database fails
   */
  public static UsageTrend trend(Database database) {
    RetentionState remembered = new RetentionState(database.cluster(), Clock.systemUTC());
    return read(database.read(tx -> remembered.get(tx, TREND)));
  }

  private static UsageTrend read(@Nullable String text) {
    return text == null ? UsageTrend.none() : TrendJson.read(text);
  }
}
