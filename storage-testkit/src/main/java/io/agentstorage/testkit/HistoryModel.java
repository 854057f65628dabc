// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The history of resources as its documentation says it is: for each key its lives, for each life its intervals. */
final class HistoryModel {
  private final Map<ResourceKey, List<Life>> livesOfKeys = new LinkedHashMap<>();

  /** What a resource was from some time on, until another time if it is over. */
  record Interval(
      ResourceTags tags,
      long revision,
      Instant from,
      @Nullable Instant to,
      @Nullable RevisionEnd end) {

    String text() {
      return HistoryModel.text(tags, revision) + " from " + from + " to " + to + " " + end;
    }

    boolean heldAt(Instant time) {
      return !from.isAfter(time) && (to == null || to.isAfter(time));
    }
  }

  /** One resource from its creation to its end. */
  static final class Life {
    private final ResourceKey key;
    private final List<Interval> intervals = new ArrayList<>();
    private @Nullable ResourceId id;

    private Life(ResourceKey key, @Nullable ResourceId id) {
      this.key = key;
      this.id = id;
    }

    ResourceKey key() {
      return key;
    }

    ResourceId id() {
      return Objects.requireNonNull(id);
    }

    boolean idIsUnknown() {
      return id == null;
    }

    void setId(ResourceId known) {
      id = known;
    }

    Interval last() {
      return intervals.get(intervals.size() - 1);
    }

    List<String> history() {
      return intervals.stream().map(Interval::text).toList();
    }

    private void close(Instant at, RevisionEnd end) {
      Interval open = last();
      intervals.set(
          intervals.size() - 1, new Interval(open.tags, open.revision, open.from, at, end));
    }
  }

  List<Life> lives() {
    return livesOfKeys.values().stream().flatMap(List::stream).toList();
  }

  List<Life> alive() {
    return lives().stream().filter(life -> life.last().to() == null).toList();
  }

  @Nullable Life alive(ResourceKey key) {
    List<Life> lives = livesOfKeys.getOrDefault(key, List.of());
    if (lives.isEmpty() || lives.get(lives.size() - 1).last().to() != null) {
      return null;
    }
    return lives.get(lives.size() - 1);
  }

  Set<ResourceKey> keys() {
    return livesOfKeys.keySet();
  }

  /** A resource is stored, and this is the id it has now, where that is known. */
  void put(ResourceTags given, Instant clock, @Nullable ResourceId id) {
    Life alive = alive(given.key());
    if (alive == null) {
      begin(given, notBeforeTheLastEnd(given.key(), clock), id);
      return;
    }
    Interval open = alive.last();
    String uid = given.uid() == null ? open.tags.uid() : given.uid();
    ResourceTags next = given.toBuilder().id(null).uid(uid).build();
    if (next.equals(open.tags)) {
      return;
    }
    Instant at = later(clock, open.from);
    if (open.tags.uid() != null && !open.tags.uid().equals(uid)) {
      alive.close(at, RevisionEnd.REPLACED);
      begin(next, at, id);
    } else {
      alive.close(at, RevisionEnd.CHANGED);
      alive.intervals.add(new Interval(next, open.revision + 1, at, null, null));
    }
  }

  private void begin(ResourceTags tags, Instant at, @Nullable ResourceId id) {
    Life life = new Life(tags.key(), id);
    life.intervals.add(new Interval(tags, 1, at, null, null));
    livesOfKeys.computeIfAbsent(tags.key(), key -> new ArrayList<>()).add(life);
  }

  /** Says whether there was something to end. */
  boolean end(ResourceKey key, Instant clock) {
    Life alive = alive(key);
    if (alive == null) {
      return false;
    }
    alive.close(later(clock, alive.last().from), RevisionEnd.DELETED);
    return true;
  }

  private Instant notBeforeTheLastEnd(ResourceKey key, Instant clock) {
    Instant at = clock;
    for (Life life : livesOfKeys.getOrDefault(key, List.of())) {
      at = later(at, Objects.requireNonNull(life.last().to()));
    }
    return at;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  List<String> history(ResourceKey key) {
    return livesOfKeys.getOrDefault(key, List.of()).stream()
        .flatMap(life -> life.history().stream())
        .toList();
  }

  List<String> asOf(Instant time) {
    List<String> held = new ArrayList<>();
    eachInterval(
        interval -> {
          if (interval.heldAt(time)) {
            held.add(text(interval.tags, interval.revision));
          }
        });
    return held.stream().sorted().toList();
  }

  List<String> now() {
    return alive().stream()
        .map(life -> text(life.last().tags, life.last().revision))
        .sorted()
        .toList();
  }

  /** The last time at which something happened, or a time if nothing did. */
  Instant latest(Instant otherwise) {
    Instant[] latest = {otherwise};
    eachInterval(
        interval -> {
          latest[0] = later(latest[0], interval.from);
          latest[0] = later(latest[0], interval.to == null ? otherwise : interval.to);
        });
    return latest[0];
  }

  private void eachInterval(Consumer<Interval> consumer) {
    lives().forEach(life -> life.intervals.forEach(consumer));
  }

  /** What happened from some time until before another one. */
  List<String> changes(Instant from, Instant to) {
    List<String> changes = new ArrayList<>();
    for (Life life : lives()) {
      Interval before = null;
      for (Interval interval : life.intervals) {
        add(changes, from, to, interval.from, before, interval);
        before = interval;
      }
      if (before != null && before.to != null) {
        add(changes, from, to, before.to, before, null);
      }
    }
    return changes;
  }

  private static void add(
      List<String> changes,
      Instant from,
      Instant to,
      Instant at,
      @Nullable Interval before,
      @Nullable Interval after) {
    if (!at.isBefore(from) && at.isBefore(to)) {
      changes.add(
          at
              + ": "
              + (before == null ? "nothing" : text(before.tags, before.revision))
              + " -> "
              + (after == null ? "nothing" : text(after.tags, after.revision)));
    }
  }

  static String text(ResourceChange change) {
    return change.at()
        + ": "
        + (change.before() == null ? "nothing" : text(change.before()))
        + " -> "
        + (change.after() == null ? "nothing" : text(change.after()));
  }

  static String text(ResourceRevision revision) {
    return text(revision.resource())
        + " from "
        + revision.from()
        + " to "
        + revision.to()
        + " "
        + revision.end();
  }

  static String text(ResourceTags resource) {
    return text(resource, Objects.requireNonNull(resource.revision()));
  }

  /** All that is not given by the store. */
  private static String text(ResourceTags tags, long revision) {
    return tags.key()
        + " "
        + tags.uid()
        + " "
        + tags.labels()
        + tags.annotations()
        + tags.metricLabels()
        + " revision "
        + revision;
  }
}
