// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some entries change at the centre, worked out in their order against what is there, so that it can be written
 * with few statements. The work is in rounds: in each, first rows change, then some end, then others are inserted. What
 * happens to one key must keep its order; nearly always one round is enough. Used once, by one thread.
 */
public final class ReceivePlan {
  /** What is done in a round, in this order. */
  private enum Step {
    CHANGE,
    END,
    INSERT
  }

  /**
   * A row that becomes what an entry says.
   *
   * @param entry the entry
   * @param revision the revision that it changes
   * @param sameContent whether only its time changes: it was something else in between
   */
  record Change(ReceivedEntry entry, long revision, boolean sameContent) {}

  /**
   * A row that goes into the history.
   *
   * @param id which
   * @param revision its last revision
   * @param at when it ended
   * @param end how
   * @param by who ended it, if known
   */
  record End(ResourceId id, long revision, Instant at, RevisionEnd end, @Nullable String by) {}

  /**
   * What can be done together.
   *
   * @param changes rows that change
   * @param ends rows that end
   * @param inserts resources that begin
   */
  record Round(List<Change> changes, List<End> ends, List<ReceivedEntry> inserts) {}

  private record Place(int round, Step step) {}

  private final CentreState state;
  private final List<Round> rounds = new ArrayList<>();
  private final List<ReceivedEntry> onlyEnds = new ArrayList<>();
  private final Map<ResourceKey, Place> lastPlaces = new HashMap<>();
  private long created;
  private long changed;
  private long ended;
  private long known;

  private ReceivePlan(CentreState state) {
    this.state = state;
  }

  /** Works it out; the state becomes what it will be then. */
  static ReceivePlan of(CentreState state, List<ReceivedEntry> entries) {
    ReceivePlan plan = new ReceivePlan(state);
    entries.forEach(plan::add);
    return plan;
  }

  List<Round> rounds() {
    return rounds;
  }

  /** Resources that had ended before the centre ever saw them. */
  List<ReceivedEntry> onlyEnds() {
    return onlyEnds;
  }

  /** All whose label and annotation sets must be stored. */
  List<PreparedResource> written() {
    List<PreparedResource> written = new ArrayList<>();
    for (Round round : rounds) {
      round.changes.forEach(change -> written.add(change.entry().row()));
      round.inserts.forEach(entry -> written.add(entry.row()));
    }
    onlyEnds.forEach(entry -> written.add(entry.row()));
    return written;
  }

  /**
   * New resources.
   *
   * @return how many
   */
  public long created() {
    return created;
  }

  /**
   * Resources that become something else.
   *
   * @return how many
   */
  public long changed() {
    return changed;
  }

  /**
   * Ends.
   *
   * @return how many
   */
  public long ended() {
    return ended;
  }

  /**
   * Entries that change nothing.
   *
   * @return how many
   */
  public long known() {
    return known;
  }

  private void add(ReceivedEntry entry) {
    CentreState.Current current = state.current().get(entry.key());
    if (state.ended().contains(entry.id())) {
      known++;
    } else if (current != null && current.id().equals(entry.id())) {
      addToKnown(entry, current);
    } else {
      addUnknown(entry, current);
    }
  }

  private void addToKnown(ReceivedEntry entry, CentreState.Current current) {
    boolean changes = isLater(entry, current) && differs(entry, current);
    CentreState.Current latest = changes ? change(entry, current) : current;
    if (entry.end() != null) {
      end(entry.key(), latest, entry.changedAt(), entry.end(), entry.endedBy());
      ended++;
    } else if (changes) {
      changed++;
    } else {
      known++;
    }
  }

  private static boolean isLater(ReceivedEntry entry, CentreState.Current current) {
    int order = entry.updated().compareTo(current.updated());
    // The number at the centre is never more than that at the agent: if this is not more either, it
    // is an earlier one.
    return order > 0 || (order == 0 && entry.revision() > current.revision());
  }

  private static boolean differs(ReceivedEntry entry, CentreState.Current current) {
    return !entry.content().equals(current.content()) || !entry.updated().equals(current.updated());
  }

  private void addUnknown(ReceivedEntry entry, CentreState.@Nullable Current other) {
    RevisionEnd end = entry.end();
    if (other != null && isOver(other, entry)) {
      end(entry.key(), other, entry.created(), RevisionEnd.REPLACED, null);
      other = null;
    }
    if (end != null) {
      onlyEnds.add(entry);
      state.ended().add(entry.id());
      ended++;
    } else if (other == null) {
      insert(entry);
      created++;
    } else {
      known++;
    }
  }

  /**
   * Whether the resource that has the key must have ended, though its end did not come, because another one began. At
   * one time the one that is still there comes after the one that is not.
   */
  private static boolean isOver(CentreState.Current other, ReceivedEntry entry) {
    int order = entry.created().compareTo(other.updated());
    return order > 0 || (order == 0 && entry.end() == null);
  }

  private CentreState.Current change(ReceivedEntry entry, CentreState.Current current) {
    boolean sameContent = entry.content().equals(current.content());
    round(entry.key(), Step.CHANGE).changes.add(new Change(entry, current.revision(), sameContent));
    CentreState.Current next =
        new CentreState.Current(
            current.id(), entry.updated(), current.revision() + 1, entry.content());
    state.current().put(entry.key(), next);
    return next;
  }

  private void end(
      ResourceKey key,
      CentreState.Current current,
      Instant at,
      RevisionEnd end,
      @Nullable String by) {
    round(key, Step.END).ends.add(new End(current.id(), current.revision(), at, end, by));
    state.current().remove(key);
    state.ended().add(current.id());
  }

  private void insert(ReceivedEntry entry) {
    round(entry.key(), Step.INSERT).inserts.add(entry);
    state
        .current()
        .put(entry.key(), new CentreState.Current(entry.id(), entry.updated(), 1, entry.content()));
  }

  /** The first round in which the step comes after all that was done to the key. */
  private Round round(ResourceKey key, Step step) {
    Place last = lastPlaces.get(key);
    int number = 0;
    if (last != null) {
      number = last.step.compareTo(step) < 0 ? last.round : last.round + 1;
    }
    lastPlaces.put(key, new Place(number, step));
    if (number == rounds.size()) {
      rounds.add(new Round(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
    return rounds.get(number);
  }
}
