// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.repo.internal.PendingRows;
import io.agentstorage.repo.internal.SentMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run of an {@link OutboxSync}: what it has sent so far, and what was refused. Not thread-safe. */
final class SyncRun {
  /** About a megabyte of heap. If so many are refused, it is not the entries that are wrong. */
  private static final int MOST_REFUSED = 10_000;

  private final Database agent;
  private final Outbox outbox;
  private final PendingRows pending;
  private final SentMarks marks;
  private final SyncNotes notes;
  private final OutboxReceiver receiver;
  private final Clock clock;
  private final OutboxSyncOptions options;
  private final OutboxSyncListener listener;
  private final Map<ResourceId, Refused> refused = new HashMap<>();
  private long resources;
  private long ends;
  private long refusedNow;
  private long sentEver;

  private record Refused(long revision, boolean ended) {
    static Refused of(OutboxEntry entry) {
      return new Refused(entry.revision(), entry.end() != null);
    }
  }

  SyncRun(
      Database agent,
      OutboxReceiver receiver,
      Clock clock,
      OutboxSyncOptions options,
      OutboxSyncListener listener) {
    this.agent = agent;
    this.outbox = new OutboxRepository(agent);
    this.pending = new PendingRows(agent.cluster());
    this.marks = new SentMarks(agent.cluster());
    this.notes = new SyncNotes(agent);
    this.receiver = receiver;
    this.clock = clock;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Sends as much as is pending now. Not until nothing is: where the agent writes all the time, that would never be.
   *
   * @param stop asked before each batch
   */
  void pass(BooleanSupplier stop) {
    long left = count(outbox.status());
    while (left > 0 && !stop.getAsBoolean()) {
      List<OutboxEntry> batch =
          agent.read(
              tx ->
                  pending.first(
                      tx,
                      options.batchRows(),
                      options.batchBytes(),
                      refused.size(),
                      this::isWanted));
      if (batch.isEmpty()) {
        return;
      }
      send(batch);
      left -= batch.size();
    }
  }

  private boolean isWanted(OutboxEntry entry) {
    return refused.isEmpty() || !Refused.of(entry).equals(refused.get(entry.id()));
  }

  /** Halves what is refused until it is known which entries are. */
  private void send(List<OutboxEntry> batch) {
    try {
      receiver.apply(batch);
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      if (batch.size() == 1) {
        refuse(batch.get(0), e);
      } else {
        int half = batch.size() / 2;
        send(batch.subList(0, half));
        send(batch.subList(half, batch.size()));
      }
      return;
    }
    long ended = batch.stream().filter(entry -> entry.end() != null).count();
    acknowledge(batch, resources + batch.size() - ended, ends + ended);
    batch.forEach(entry -> refused.remove(entry.id()));
    ends += ended;
    resources += batch.size() - ended;
    sentEver += batch.size();
  }

  private void acknowledge(List<OutboxEntry> batch, long resourcesNow, long endsNow) {
    Instant now = clock.instant();
    Instant last = batch.get(batch.size() - 1).changedAt();
    agent.write(
        tx -> {
          notes.sent(tx, new OutboxSyncSent(now, resourcesNow, endsNow, last));
          return marks.set(tx, batch, now);
        });
  }

  /** Notes a failure, unless somebody has stopped it. */
  void failed(StorageException failure, int failures) {
    if (!(failure instanceof CancelledException)) {
      notes.failed(failure, failures, clock.instant());
    }
  }

  private void refuse(OutboxEntry entry, StorageException reason) {
    refused.put(entry.id(), Refused.of(entry));
    refusedNow++;
    listener.onRefused(entry, reason);
    if (refused.size() >= MOST_REFUSED) {
      throw new StorageException(
          "sync: the centre has refused "
              + MOST_REFUSED
              + " entries, which stay pending at the agent; look at its schema and its cluster, and"
              + " start again. The last reason: "
              + reason.getMessage(),
          reason.statement(),
          reason);
    }
  }

  private static long count(OutboxStatus status) {
    return status.resources() + status.ends();
  }

  /** How much was sent since the run began. */
  long sentEver() {
    return sentEver;
  }

  /** What was done since this was asked last. */
  OutboxSyncReport report() {
    OutboxSyncReport report = new OutboxSyncReport(resources, ends, refusedNow, outbox.status());
    resources = 0;
    ends = 0;
    refusedNow = 0;
    return report;
  }

  /** Whether something was sent or refused since the last report. */
  boolean hasNews() {
    return resources + ends + refusedNow > 0;
  }

  /** Whether there is more to be sent than what was refused. */
  boolean hasMore(OutboxSyncReport report) {
    return count(report.pending()) > refused.size();
  }
}
