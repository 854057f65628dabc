// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.kubernetes.LabelOperator;
import io.agentstorage.core.kubernetes.LabelRequirement;
import io.agentstorage.core.kubernetes.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels and selectors of few keys and few values, so that they often meet, and with what is easily got wrong: labels
 * that are absent or empty, integers with signs, leading zeros and too many digits, and text that is nearly an integer.
 * The same seed gives the same ones. Not thread-safe.
 */
public final class RandomLabels {
  private static final List<String> KEYS =
      List.of("app", "env", "replicas", "example.com/tier", "in");

  /** Kubernetes would refuse some; a store takes every map. */
  private static final List<String> STORED =
      List.of(
          "",
          "a",
          "b",
          "A",
          "0",
          "1",
          "7",
          "007",
          "42",
          "1.5",
          "0x10",
          "9223372036854775807",
          "0009223372036854775807",
          "9223372036854775808",
          "99999999999999999999",
          "-5",
          "-0",
          "+7",
          "+",
          "-",
          "--1",
          "-9223372036854775808",
          "-9223372036854775809",
          " 7",
          "7\n",
          "größe",
          "\u0663");

  private static final List<String> ASKED =
      List.of("", "a", "b", "A", "0", "1", "7", "007", "42", "1.5", "nowhere");

  private static final long[] BOUNDS = {
    0, 1, 6, 7, 8, 41, 42, Long.MAX_VALUE - 1, Long.MAX_VALUE,
  };

  private final Random random;

  /**
   * A source of labels and selectors.
   *
   * @param random where chance comes from
   */
  public RandomLabels(Random random) {
    this.random = random;
  }

  /**
   * Some labels.
   *
   * @return up to four, or null for none at all
   */
  public @Nullable Map<String, String> labels() {
    if (random.nextInt(10) == 0) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      labels.put(pick(KEYS), pick(random.nextBoolean() ? ASKED : STORED));
    }
    return labels;
  }

  /**
   * A selector, made by its builder or read from its text.
   *
   * @return one of up to four requirements
   */
  public LabelSelector selector() {
    LabelSelector.Builder builder = LabelSelector.builder();
    for (int i = random.nextInt(5); i > 0; i--) {
      builder.require(requirement());
    }
    LabelSelector selector = builder.build();
    return random.nextBoolean() ? selector : LabelSelector.parse(selector.toString());
  }

  private LabelRequirement requirement() {
    LabelOperator operator = pick(List.of(LabelOperator.values()));
    return LabelRequirement.of(pick(KEYS), operator, values(operator));
  }

  private Collection<String> values(LabelOperator operator) {
    return switch (operator) {
      case EXISTS, NOT_EXISTS -> List.of();
      case EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> List.of(pick(ASKED));
      case GREATER_THAN, LESS_THAN -> List.of(Long.toString(BOUNDS[random.nextInt(BOUNDS.length)]));
      case IN, NOT_IN -> {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          values.add(pick(ASKED));
        }
        yield values;
      }
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
