// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.repo.internal.CentreRows;
import io.agentstorage.repo.internal.ReceivePlan;
import io.agentstorage.repo.internal.ReceivedEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The other end of an {@link io.agentstorage.core.store.Outbox}: stores in a central database what an agent's outbox
 * says. Applying the same entries again, or earlier ones, changes nothing. Thread-safe; keeps nothing but the database
 * it was given.
 *
 * <p>Resources keep the ids and the times they have at the agent, so that a question as of some time is about when
 * something changed in the cluster and not about when it arrived. Their revisions are the centre's own, because an
 * outbox sends the last of several changes only: what a resource was in between, and for how long, the centre never
 * learns. All rows are marked as sent when they are received: the centre has nobody to send to.
 *
 * <p>Of two revisions of a resource the later one wins; where both have the same time, the one with the higher number.
 * The centre can only compare that number with its own count, which is lower once changes have come together. So one
 * sender at a time should feed a cluster: with two, a late copy of a revision could come back that was overtaken in the
 * same millisecond.
 *
 * <p>What {@link io.agentstorage.core.store.ResourceStore#deleteAll} forgets at the agent leaves no ends to be sent: it
 * stays at the centre until there is another resource of its key.
 */
public final class OutboxReceiver {
  private final Database centre;
  private final Clock clock;
  private final CentreRows rows;

  /**
   * A receiver for the cluster of a central database.
   *
   * @param centre the open database; the caller closes it
   * @param clock says when something is received; milliseconds count
   */
  public OutboxReceiver(Database centre, Clock clock) {
    this.centre = centre;
    this.clock = clock;
    this.rows = new CentreRows(centre.cluster());
  }

  /**
   * Stores what the entries say, in their order and in one transaction.
   *
   * <ul>
   *   <li>A resource is stored, or changed where it differs and the entry is not older than what is there. One that is
   *       known to have ended stays ended. Another one that still has its key is ended as {@code REPLACED} when the
   *       new one was created; if that was before the other's last change, the entry is of an earlier resource, whose
   *       end will come, and nothing is done.
   *   <li>The end of a resource stores what it was last, and then the end, when and by whom. One that was never seen
   *       goes into the history at once.
   * </ul>
   *
   * @param entries what {@link io.agentstorage.core.store.Outbox#pending} gave, in its order; some thousand at the most,
   *     because they are in memory together
   * @return what became of them
   * @throws IllegalArgumentException if one has no id, revision or times; nothing is then stored
   * @throws io.agentstorage.core.error.ConstraintViolationException if the centre refuses one; nothing is then stored
   * @throws io.agentstorage.core.error.DuplicateKeyException if the centre has an id under another key, or another rule
   *     of its own about what is unique; nothing is then stored
   * @throws io.agentstorage.core.error.StorageException if the database fails; nothing is then stored
   */
  public ReceivedBatch apply(List<OutboxEntry> entries) {
    List<ReceivedEntry> received = entries.stream().map(ReceivedEntry::of).toList();
    if (received.isEmpty()) {
      return new ReceivedBatch(0, 0, 0, 0);
    }
    return centre.write(
        tx -> {
          ReceivePlan plan = rows.plan(tx, received);
          Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          rows.carryOut(tx, plan, now);
          return new ReceivedBatch(plan.created(), plan.changed(), plan.ended(), plan.known());
        });
  }
}
