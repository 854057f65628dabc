// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadInputTest {
  private static final int SIZE = 20_000;

  @ParameterizedTest
  @EnumSource(LabelMix.class)
  void eachResourceHasAKeyOfItsOwnEightLabelsAndFourAnnotations(LabelMix mix) {
    Set<ResourceKey> keys = new HashSet<>();
    for (ResourceTags resource : LoadInput.of(mix, SIZE)) {
      assertThat(resource.labels()).hasSize(8);
      assertThat(resource.annotations()).hasSize(4);
      keys.add(resource.key());
    }

    assertThat(keys).hasSize(SIZE);
    assertThat(keys.stream().map(ResourceKey::type).distinct()).hasSize(7);
    assertThat(keys.stream().map(ResourceKey::namespace).distinct()).hasSize(SIZE / 500);
  }

  @Test
  void twentyResourcesShareTheirLabelsAndTheirAnnotations() {
    assertThat(labelSets(LoadInput.of(LabelMix.SHARED, SIZE))).hasSize(SIZE / 20);
    assertThat(annotationSets(LoadInput.of(LabelMix.SHARED, SIZE))).hasSize(SIZE / 20);
  }

  @Test
  void distinctLabelsDifferInOneLabelOnlyAndAnnotationsAreShared() {
    LoadInput input = LoadInput.of(LabelMix.DISTINCT, SIZE);

    assertThat(labelSets(input)).hasSize(SIZE);
    assertThat(annotationSets(input)).hasSize(SIZE / 20);
    assertThat(labels(input.get(3)))
        .filteredOn(label -> !labels(input.get(4)).contains(label))
        .extracting(Map.Entry::getKey)
        .containsExactly("pod-template-hash");
  }

  @Test
  void mapsAreNotSharedAsTheyWouldNotBeAfterParsing() {
    LoadInput input = LoadInput.of(LabelMix.SHARED, 40);
    List<ResourceTags> all = new ArrayList<>();
    input.forEach(all::add);

    assertThat(all.get(0).labels()).isEqualTo(all.get(1).labels()).isNotSameAs(all.get(1).labels());
  }

  @ParameterizedTest
  @EnumSource(LabelMix.class)
  void theSameNumberGivesTheSameResource(LabelMix mix) {
    List<ResourceTags> all = new ArrayList<>();
    LoadInput.of(mix, 100).forEach(all::add);

    for (int i = 0; i < all.size(); i++) {
      assertThat(LoadInput.of(mix, 100).get(i)).isEqualTo(all.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(LabelMix.class)
  void fiveOfAHundredChangeOneLabelEach(LabelMix mix) {
    LoadInput before = LoadInput.of(mix, SIZE);
    LoadInput after = before.withChanges();
    int changed = 0;
    for (int i = 0; i < SIZE; i++) {
      ResourceTags was = before.get(i);
      ResourceTags is = after.get(i);
      assertThat(is.key()).isEqualTo(was.key());
      assertThat(is.annotations()).isEqualTo(was.annotations());
      if (!is.equals(was)) {
        changed++;
        assertThat(labels(is)).filteredOn(label -> !labels(was).contains(label)).hasSize(1);
      }
    }

    assertThat(changed).isEqualTo(SIZE / 20);
  }

  @Test
  void othersHaveNoKeyInCommon() {
    LoadInput input = LoadInput.of(LabelMix.SHARED, 1_010);
    Set<ResourceKey> keys = new HashSet<>();
    input.forEach(resource -> keys.add(resource.key()));

    for (ResourceTags other : input.others(500)) {
      assertThat(keys).doesNotContain(other.key());
    }
  }

  private static Set<Map<String, String>> labelSets(LoadInput input) {
    Set<Map<String, String>> sets = new HashSet<>();
    input.forEach(resource -> sets.add(resource.labels()));
    return sets;
  }

  private static Set<Map<String, String>> annotationSets(LoadInput input) {
    Set<Map<String, String>> sets = new HashSet<>();
    input.forEach(resource -> sets.add(resource.annotations()));
    return sets;
  }

  private static Set<Map.Entry<String, String>> labels(ResourceTags resource) {
    return Objects.requireNonNull(resource.labels()).entrySet();
  }
}
