// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelMixTest {
  private static final int SIZE = 50_000;

  @Test
  void sharedMixHasManyResourcesForEachLabelSet() {
    Set<Object> sets = new HashSet<>();
    for (SampleObject object : SampleCluster.of(2, SIZE)) {
      sets.add(String.valueOf(object.tags().labels()));
    }
    assertThat(SIZE / sets.size()).isBetween(10, 25);
  }

  @Test
  void distinctMixHasLabelSetForEachResource() {
    Set<Object> sets = new HashSet<>();
    for (SampleObject object : new SampleCluster(2, SIZE, LabelMix.DISTINCT)) {
      assertThat(object.tags().labels()).isNotEmpty();
      sets.add(object.tags().labels());
    }
    assertThat(sets).hasSize(SIZE);
  }

  @Test
  void mixesDifferInLabelsOnly() {
    List<ResourceTags> shared = bare(LabelMix.SHARED);
    assertThat(bare(LabelMix.DISTINCT)).isEqualTo(shared);
  }

  @Test
  void podsOfOneReplicaSetHaveTheSameLabels() {
    Map<String, Set<Map<String, String>>> byHash =
        SampleCluster.of(2, SIZE).stream()
            .filter(object -> object.type().equals(ResourceType.POD))
            .map(object -> object.tags().labels())
            .filter(labels -> labels.containsKey("pod-template-hash"))
            .collect(
                Collectors.groupingBy(
                    labels -> labels.get("pod-template-hash"), Collectors.toSet()));
    assertThat(byHash).hasSizeGreaterThan(500);
    assertThat(byHash.values()).allMatch(sets -> sets.size() == 1);
  }

  @Test
  void podsOfStatefulSetDifferInTheirName() {
    assertThat(
            SampleCluster.of(2, SIZE).stream()
                .filter(object -> object.type().equals(ResourceType.POD))
                .map(SampleObject::tags)
                .filter(t -> named(t) != null))
        .isNotEmpty()
        .allMatch(t -> t.name().equals(named(t)));
  }

  private static @Nullable String named(ResourceTags pod) {
    Map<String, String> labels = pod.labels();
    return labels == null ? null : labels.get("statefulset.kubernetes.io/pod-name");
  }

  private static List<ResourceTags> bare(LabelMix mix) {
    return new SampleCluster(2, 5_000, mix)
        .stream().map(object -> object.tags().toBuilder().labels(null).build()).toList();
  }
}
