// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.benchmarks.input.LabelMix;
import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One cluster of the fleet, as it is after some rounds of changes: in each round all resources of every twentieth
 * workload get the same new label, as a rollout does it, and every hundredth resource is deleted. Immutable.
 *
 * @param number from 0; clusters have no resource in common
 * @param resources how many are loaded
 * @param rounds how many rounds there were
 */
record FleetCluster(int number, int resources, int rounds) {
  /** Of more, a workload would change twice. */
  static final int MOST_ROUNDS = 10;

  /** When everything is loaded. */
  static final Instant LOADED = SampleFiles.LOADED;

  /** After the load, and before the first change. */
  static final Instant BETWEEN = SampleFiles.BETWEEN;

  private static final int ONE_CHANGED_IN = 20;
  private static final int ONE_DELETED_IN = 100;

  /** A pod, and not a deployment with which its workload would go. */
  private static final int FIRST_DELETED = 50;

  static Instant changedAt(int round) {
    return LOADED.plus(Duration.ofDays(1L + round));
  }

  FleetCluster after(int roundsDone) {
    return new FleetCluster(number, resources, roundsDone);
  }

  String name() {
    return String.format(Locale.ROOT, "cluster-%04d", number + 1);
  }

  LoadInput input() {
    long first = (long) number * workloads() * LoadInput.PER_WORKLOAD;
    return new LoadInput(LabelMix.SHARED, first, resources, false);
  }

  int workloads() {
    return (resources + LoadInput.PER_WORKLOAD - 1) / LoadInput.PER_WORKLOAD;
  }

  /** What a round changes, with their new labels. */
  List<ResourceTags> changed(int round) {
    return indexes()
        .filter(index -> changesIn(index) == round && !deletedBefore(index, round))
        .mapToObj(index -> changed(index, round))
        .toList();
  }

  /** What a round deletes after that. */
  List<ResourceKey> deleted(int round) {
    return indexes()
        .filter(index -> deletedIn(index) == round)
        .mapToObj(index -> input().get(index).key())
        .toList();
  }

  /** How many rows of history there are: one for each change, and one for each end. */
  long revisions() {
    return IntStream.range(0, rounds)
        .mapToLong(round -> changed(round).size() + deleted(round).size())
        .sum();
  }

  boolean isLive(int index) {
    return !deletedBefore(index, rounds);
  }

  /** Whether no round deletes it, however many there are. */
  static boolean stays(int index) {
    return !deletedBefore(index, MOST_ROUNDS);
  }

  IntStream indexes() {
    return IntStream.range(0, resources);
  }

  /** A resource as it is now; null if it was deleted. */
  @Nullable ResourceTags now(int index) {
    if (!isLive(index)) {
      return null;
    }
    int round = changesIn(index);
    return round < rounds ? changed(index, round) : input().get(index);
  }

  private ResourceTags changed(int index, int round) {
    return SampleFiles.relabel(input().get(index), "round-" + round);
  }

  /** The round; one that never is for most. */
  private static int changesIn(int index) {
    return index / LoadInput.PER_WORKLOAD % ONE_CHANGED_IN;
  }

  private static int deletedIn(int index) {
    int place = index % ONE_DELETED_IN - FIRST_DELETED;
    return place >= 0 ? place : ONE_DELETED_IN;
  }

  private static boolean deletedBefore(int index, int round) {
    return deletedIn(index) < round;
  }
}
