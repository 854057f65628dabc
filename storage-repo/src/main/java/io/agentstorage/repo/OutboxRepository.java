// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.repo.internal.PendingRows;
import io.agentstorage.repo.internal.SentMarks;
import java.time.Instant;
import java.util.List;

/** The outbox over the generated tables. Thread-safe; keeps nothing but the database it was given. */
public final class OutboxRepository implements Outbox {
  private final Database database;
  private final PendingRows pending;
  private final SentMarks marks;

  /**
   * The outbox of the cluster of a database.
   *
   * @param database the open database; the caller closes it
   */
  public OutboxRepository(Database database) {
    this.database = database;
    this.pending = new PendingRows(database.cluster());
    this.marks = new SentMarks(database.cluster());
  }

  @Override
  public List<OutboxEntry> pending(int maxRows, long maxBytes) {
    if (maxRows < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "pending: at least one row and one byte must be asked for, not "
              + maxRows
              + " rows and "
              + maxBytes
              + " bytes");
    }
    return database.read(tx -> pending.first(tx, maxRows, maxBytes));
  }

  @Override
  public long acknowledge(List<OutboxEntry> sent, Instant at) {
    return sent.isEmpty() ? 0 : database.write(tx -> marks.set(tx, sent, at));
  }

  @Override
  public OutboxStatus status() {
    return database.read(pending::status);
  }
}
