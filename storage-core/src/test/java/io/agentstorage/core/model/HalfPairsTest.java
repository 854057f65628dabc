// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair has no bytes in UTF-8: two labels, or two resources, would become one. */
class HalfPairsTest {
  private static ResourceTags.Builder pod() {
    return ResourceTags.builder(ResourceType.POD, "web").namespace("shop");
  }

  static Stream<UnaryOperator<ResourceTags.Builder>> withHalves() {
    return Stream.of(
        pod -> pod.labels(Map.of("\ud800", "a")),
        pod -> pod.labels(Map.of("app", "a\udc00")),
        pod -> pod.metricLabels(Map.of("app", "\udc00\ud800")),
        pod -> pod.annotations(Map.of("note", "\ud800a")),
        pod -> pod.namespace("shop\ud800"),
        pod -> pod.uid("\ud800"),
        pod -> pod.changedBy("\ud800"));
  }

  @ParameterizedTest
  @MethodSource("withHalves")
  void halfAPairIsRefused(UnaryOperator<ResourceTags.Builder> change) {
    assertThatThrownBy(() -> change.apply(pod()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud83d\ude00\ud83d"})
  void aNameWithHalfAPairIsRefused(String name) {
    assertThatThrownBy(() -> new ResourceKey(ResourceType.POD, "shop", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the name of a resource has half a surrogate pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Foo\ud800", "\udc00"})
  void aTypeWithHalfAPairIsRefused(String half) {
    assertThatThrownBy(() -> new ResourceType(half, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a resource kind has half a surrogate pair");
    assertThatThrownBy(() -> new ResourceType("Foo", half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an API group has half a surrogate pair");
  }

  @Test
  void wholePairsAreKept() {
    Map<String, String> labels = Map.of("\ud83d\ude00", "a\ud83d\ude00b");

    assertThat(pod().labels(labels).build().labels()).isEqualTo(labels);
  }
}
