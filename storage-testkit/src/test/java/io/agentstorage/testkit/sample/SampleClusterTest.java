// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleClusterTest {
  @Test
  void sameSeedAndSizeGiveTheSameObjects() {
    assertThat(tags(7, 5_000)).isEqualTo(tags(7, 5_000));
  }

  @Test
  void anotherSeedGivesAnotherCluster() {
    Set<String> uids = tags(7, 2_000).stream().map(ResourceTags::uid).collect(Collectors.toSet());
    assertThat(tags(8, 2_000)).noneMatch(tags -> uids.contains(tags.uid()));
  }

  @Test
  void smallerClusterIsTheBeginningOfLargerOne() {
    assertThat(tags(3, 4_000).subList(0, 1_500)).isEqualTo(tags(3, 1_500));
  }

  @Test
  void exactlyTheWantedNumberComesOut() {
    for (long size : new long[] {0, 1, 2, 10, 99, 777, 3_000, 12_345}) {
      assertThat(SampleCluster.of(1, size).stream().count()).isEqualTo(size);
      assertThat(tags(1, size)).hasSize((int) size);
    }
  }

  @Test
  void iteratorEndsAtTheSize() {
    Iterator<SampleObject> objects = SampleCluster.of(1, 1).iterator();
    objects.next();
    assertThat(objects).isExhausted();
    assertThatThrownBy(objects::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SampleCluster.of(1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleCluster.of(1, SampleCluster.MAX_SIZE + 1));
  }

  @Test
  void largestClusterStartsAtOnce() {
    SampleCluster largest = SampleCluster.of(1, SampleCluster.MAX_SIZE);
    assertThat(largest.stream().limit(3)).hasSize(3);
  }

  @Test
  void noKeyAndNoUidRepeats() {
    Set<Object> keys = new HashSet<>();
    Set<Object> uids = new HashSet<>();
    for (SampleObject object : SampleCluster.of(5, 150_000)) {
      assertThat(keys.add(object.tags().key())).as("%s is new", object).isTrue();
      assertThat(uids.add(object.uid())).as("uid of %s is new", object).isTrue();
    }
  }

  @Test
  void fewThousandResourcesAreOfDozensOfKinds() {
    for (long seed = 1; seed <= 20; seed++) {
      Set<ResourceType> types =
          SampleCluster.of(seed, 3_000).stream()
              .map(SampleObject::type)
              .collect(Collectors.toSet());
      assertThat(types).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(65);
    }
  }

  @Test
  void sameKindOccursInTwoGroups() {
    assertThat(SampleCluster.of(1, 3_000).stream().map(SampleObject::type))
        .contains(
            ResourceType.parse("Gateway.networking.istio.io"),
            ResourceType.parse("Gateway.gateway.networking.k8s.io"));
  }

  @Test
  void aboutHalfOfLargeClusterIsPods() {
    assertThat(share(100_000, tags -> tags.type().equals(ResourceType.POD))).isBetween(0.5, 0.6);
  }

  @Test
  void typicalObjectHasEightLabelsAndFourAnnotations() {
    assertThat(average(ResourceTags::labels)).isBetween(7.0, 9.0);
    assertThat(average(ResourceTags::annotations)).isBetween(3.0, 5.0);
  }

  @Test
  void objectsWithoutLabelsAndWithEmptyOnesBothOccur() {
    List<ResourceTags> tags = tags(1, 3_000);
    assertThat(tags).anyMatch(t -> t.labels() == null && t.annotations() == null);
    assertThat(tags).anyMatch(t -> Map.of().equals(t.labels()) && t.annotations() != null);
  }

  @Test
  void someNamespacesLackTheTeamAndMostHaveIt() {
    List<ResourceTags> namespaces =
        tags(1, 3_000).stream().filter(t -> t.type().equals(ResourceType.NAMESPACE)).toList();
    assertThat(namespaces).hasSizeGreaterThan(10);
    assertThat(namespaces.stream().filter(t -> !present(t.labels()).containsKey("team")).count())
        .isBetween(1L, namespaces.size() / 3L);
  }

  @Test
  void annotationsHaveOtherScriptsAndSomeSeveralKilobytes() {
    List<String> values =
        tags(1, 3_000).stream().flatMap(t -> present(t.annotations()).values().stream()).toList();
    assertThat(values).anyMatch(value -> value.codePoints().anyMatch(c -> c > 0x3000));
    assertThat(values).anyMatch(value -> value.length() > 3_000);
  }

  private static double share(long size, Predicate<ResourceTags> which) {
    return SampleCluster.of(1, size).stream().map(SampleObject::tags).filter(which).count()
        / (double) size;
  }

  private static double average(Function<ResourceTags, @Nullable Map<String, String>> map) {
    return SampleCluster.of(1, 50_000).stream()
        .mapToInt(object -> present(map.apply(object.tags())).size())
        .average()
        .orElseThrow();
  }

  private static Map<String, String> present(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static List<ResourceTags> tags(long seed, long size) {
    return SampleCluster.of(seed, size).stream().map(SampleObject::tags).toList();
  }
}
