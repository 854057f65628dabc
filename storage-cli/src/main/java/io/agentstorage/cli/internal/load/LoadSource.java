// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import io.agentstorage.cli.internal.input.Entry;
import io.agentstorage.cli.internal.input.Manifests;
import io.agentstorage.cli.internal.input.Place;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.RejectedRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a load takes its rows from: the input without what is rejected. Remembers where the rows in work came from. The
 * load reads it on one thread and tells of what was stored on another.
 */
public final class LoadSource implements Iterator<ResourceTags>, AutoCloseable {
  private final Manifests manifests;
  private final RejectLog rejects;
  private final BooleanSupplier stopped;
  private final FirstSeen seen = new FirstSeen();
  private final Deque<Place> places = new ArrayDeque<>();
  private long firstPlace;
  private Entry.@Nullable Found next;
  private volatile boolean cut;

  /**
   * A source.
   *
   * @param manifests the input
   * @param rejects where what is wrong with it goes
   * @param stopped says true once the input was cut off: what is wrong with it from then on is not its fault
   */
  public LoadSource(Manifests manifests, RejectLog rejects, BooleanSupplier stopped) {
    this.manifests = manifests;
    this.rejects = rejects;
    this.stopped = stopped;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      Entry entry = cut ? null : manifests.next();
      if (entry instanceof Entry.Reject && stopped.getAsBoolean()) {
        cut = true;
        return false;
      }
      switch (entry) {
        case null -> {
          return false;
        }
        case Entry.Reject reject ->
            rejects.add(reject.place(), reject.reason().text(), reject.message());
        case Entry.Found found -> accept(found);
      }
    }
    return true;
  }

  @Override
  public ResourceTags next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Entry.Found found = next;
    next = null;
    synchronized (places) {
      places.add(found.place());
    }
    return found.resource();
  }

  /**
   * Whether the input was cut off.
   *
   * @return true if there was more, which was not read
   */
  public boolean cut() {
    return cut;
  }

  /**
   * Rows are stored, or rejected: their places are no longer needed.
   *
   * @param rows how many from the first on
   */
  public void stored(long rows) {
    synchronized (places) {
      for (; firstPlace < rows; firstPlace++) {
        places.remove();
      }
    }
  }

  /**
   * Reports a row that the database refused.
   *
   * @param row the row
   */
  public void reject(RejectedRow<ResourceTags> row) {
    Place place;
    synchronized (places) {
      place = places.stream().skip(row.position() - firstPlace).findFirst().orElseThrow();
    }
    rejects.add(place, "database", String.valueOf(row.reason().getMessage()));
  }

  private void accept(Entry.Found found) {
    String first = seen.conflict(found.resource(), found.place());
    if (first == null) {
      next = found;
    } else {
      rejects.add(
          found.place(),
          "duplicate-resource",
          found.resource().key()
              + " was in this load already, with another uid, labels or annotations ("
              + first
              + "); that one is kept: remove one, or load them apart");
    }
  }

  @Override
  public void close() {
    seen.close();
  }
}
