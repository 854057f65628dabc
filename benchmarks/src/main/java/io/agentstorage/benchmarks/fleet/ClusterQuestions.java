// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a cluster is asked, and what it must answer. */
final class ClusterQuestions {
  /** A sixth of the workloads has each value of it. */
  static final String COMMON = "app.kubernetes.io/component";

  private static final String RARE = "app.kubernetes.io/instance";

  /** Primes, so that one question after the other is about another part of the cluster. */
  private static final int STEP = 7919;

  private static final Comparator<ResourceTags> KEY_ORDER =
      Comparator.comparing(ResourceTags::type)
          .thenComparing(resource -> Objects.requireNonNullElse(resource.namespace(), ""))
          .thenComparing(ResourceTags::name);

  private final FleetCluster cluster;
  private final Asked page;

  ClusterQuestions(FleetCluster cluster) {
    this.cluster = cluster;
    this.page = page(cluster);
  }

  private static Asked page(FleetCluster cluster) {
    ResourceTags first = cluster.input().get(0);
    String value = commonValue(cluster);
    return asked(
        Question.PAGE,
        first,
        COMMON,
        matchingWorkloads(cluster, value).boxed().flatMap(workload -> live(cluster, workload)));
  }

  /** A value of the common label that the cluster has. */
  static String commonValue(FleetCluster cluster) {
    return label(cluster.input().get(0), COMMON);
  }

  /** How many have a value of the common label: the labels of a workload differ in others only. */
  static long count(FleetCluster cluster, String value) {
    return matchingWorkloads(cluster, value)
        .flatMap(workload -> indexes(cluster, workload))
        .filter(cluster::isLive)
        .count();
  }

  private static IntStream matchingWorkloads(FleetCluster cluster, String value) {
    LabelSelector selector = LabelSelector.builder().equal(COMMON, value).build();
    LoadInput input = cluster.input();
    return IntStream.range(0, cluster.workloads())
        .filter(
            workload ->
                selector.matches(input.get((long) workload * LoadInput.PER_WORKLOAD).labels()));
  }

  private static IntStream indexes(FleetCluster cluster, int workload) {
    int first = workload * LoadInput.PER_WORKLOAD;
    return IntStream.range(first, Math.min(first + LoadInput.PER_WORKLOAD, cluster.resources()));
  }

  private static Stream<ResourceTags> live(FleetCluster cluster, int workload) {
    return indexes(cluster, workload).mapToObj(cluster::now).filter(Objects::nonNull);
  }

  /**
   * A question of some kind.
   *
   * @param number chooses the resource
   */
  Asked asked(Question question, int number) {
    return switch (question) {
      case FIND -> {
        ResourceTags resource = Objects.requireNonNull(cluster.now(staying(number)));
        yield asked(question, resource, "", Stream.of(resource));
      }
      case AS_OF -> {
        // Of the workloads whose number is that of a round, and which it has changed.
        int changed = number % Math.min(Math.max(1, cluster.rounds()), cluster.workloads());
        ResourceTags loaded = cluster.input().get((long) changed * LoadInput.PER_WORKLOAD);
        yield asked(question, loaded, "", Stream.of(loaded));
      }
      case PAGE -> page;
      case RARE -> {
        int workload = number * STEP % cluster.workloads();
        ResourceTags one = cluster.input().get((long) workload * LoadInput.PER_WORKLOAD);
        yield asked(question, one, RARE, live(cluster, workload));
      }
      case PENDING ->
          new Asked(
              question,
              cluster.input().get(0).key(),
              "",
              "",
              // What was deleted is pending too: its end is to be sent.
              Math.min(Question.BATCH, cluster.resources()),
              List.of());
    };
  }

  private int staying(int number) {
    int index = (int) ((long) number * STEP % cluster.resources());
    while (!FleetCluster.stays(index)) {
      index = (index + 1) % cluster.resources();
    }
    return index;
  }

  private static Asked asked(
      Question question, ResourceTags about, String label, Stream<ResourceTags> answer) {
    List<Found> expected =
        answer.sorted(KEY_ORDER).limit(Question.PAGE_ROWS).map(Found::of).toList();
    return new Asked(
        question,
        about.key(),
        label,
        label.isEmpty() ? "" : label(about, label),
        expected.size(),
        expected);
  }

  private static String label(ResourceTags resource, String key) {
    Map<String, String> labels = Objects.requireNonNull(resource.labels());
    return Objects.requireNonNull(labels.get(key));
  }
}
