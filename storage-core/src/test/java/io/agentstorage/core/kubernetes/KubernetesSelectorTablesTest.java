// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Selectors do what the test tables of Kubernetes itself say, where those lie beside the project. */
class KubernetesSelectorTablesTest {
  private static final Path FILE = Path.of("../../shared/data/label-selectors.json");

  private static final Map<String, LabelOperator> OPERATORS =
      Map.of(
          "=", LabelOperator.EQUALS,
          "in", LabelOperator.IN,
          "notin", LabelOperator.NOT_IN,
          "exists", LabelOperator.EXISTS,
          "!", LabelOperator.NOT_EXISTS,
          "gt", LabelOperator.GREATER_THAN,
          "lt", LabelOperator.LESS_THAN);

  @Test
  void expressionsAreReadOrRefused() throws IOException {
    JsonNode cases = table("selector_parse");
    int run = 0;
    for (JsonNode parse : cases) {
      LabelSelector selector = parsed(parse.get("expression").textValue());
      assertThat(selector != null).as("%s", parse).isEqualTo(parse.get("parse_ok").booleanValue());
      if (selector != null && parse.has("canonical")) {
        assertThat(selector).as("%s", parse).hasToString(parse.get("canonical").textValue());
      }
      if (selector != null && parse.has("requirements")) {
        List<LabelRequirement> requirements = new ArrayList<>();
        parse
            .get("requirements")
            .forEach(requirement -> requirements.add(requirement(requirement)));
        assertThat(selector.requirements()).as("%s", parse).isEqualTo(requirements);
      }
      run++;
    }
    assertThat(run).isEqualTo(cases.size());
  }

  @Test
  void labelsMatchOrDoNot() throws IOException {
    JsonNode cases = table("selector_match");
    int run = 0;
    for (JsonNode match : cases) {
      LabelSelector selector = LabelSelector.parse(match.get("expression").textValue());
      assertThat(selector.matches(labels(match.get("labels"))))
          .as("%s", match)
          .isEqualTo(match.get("matches").booleanValue());
      run++;
    }
    assertThat(run).isEqualTo(cases.size());
  }

  @Test
  void requirementsAreValidOrRefused() throws IOException {
    JsonNode cases = table("requirement_validity");
    int run = 0;
    for (JsonNode validity : cases) {
      if (OPERATORS.containsKey(validity.get("operator").textValue())) {
        Throwable thrown = catchThrowable(() -> build(validity));
        if (validity.get("valid").booleanValue()) {
          assertThat(thrown).as("%s", validity).isNull();
          LabelSelector selector = build(validity);
          assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
        } else {
          assertThat(thrown)
              .as("%s", validity)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(about(validity.get("error_field").textValue()));
        }
      } else {
        // An operator that does not exist cannot be said in Java.
        assertThat(validity.get("error_field").textValue()).isEqualTo("operator");
      }
      run++;
    }
    assertThat(run).isEqualTo(cases.size());
  }

  @Test
  void equalitiesAloneAreWhatTheStricterFormTakes() throws IOException {
    JsonNode cases = table("equality_only_selector").get("cases");
    int run = 0;
    for (JsonNode strict : cases) {
      Map<String, String> labels = new TreeMap<>();
      LabelSelector selector = parsed(strict.get("expression").textValue());
      boolean valid = selector != null;
      if (selector != null) {
        for (LabelRequirement requirement : selector.requirements()) {
          valid &= requirement.operator() == LabelOperator.EQUALS;
          requirement.values().forEach(value -> labels.put(requirement.key(), value));
        }
      }
      assertThat(valid).as("%s", strict).isEqualTo(strict.get("valid").booleanValue());
      if (valid) {
        assertThat(labels).as("%s", strict).isEqualTo(labels(strict.get("labels")));
      }
      run++;
    }
    assertThat(run).isEqualTo(cases.size());
  }

  private static JsonNode table(String name) throws IOException {
    assumeThat(FILE).exists();
    JsonNode table = new ObjectMapper().readTree(FILE.toFile()).get("kubernetes").get(name);
    assertThat(table).as(name).isNotEmpty();
    return table;
  }

  private static @Nullable LabelSelector parsed(String text) {
    try {
      return LabelSelector.parse(text);
    } catch (LabelSelectorException e) {
      assertThat(e.position()).isBetween(0, text.length());
      return null;
    }
  }

  private static LabelSelector build(JsonNode json) {
    return LabelSelector.builder().require(requirement(json)).build();
  }

  private static LabelRequirement requirement(JsonNode json) {
    List<String> values = new ArrayList<>();
    json.get("values").forEach(value -> values.add(value.textValue()));
    LabelOperator operator =
        Objects.requireNonNull(OPERATORS.get(json.get("operator").textValue()));
    return LabelRequirement.of(json.get("key").textValue(), operator, values);
  }

  private static String about(String errorField) {
    return switch (errorField) {
      case "key" -> "is not a label key";
      case "values" -> "value";
      default -> "is not a label value";
    };
  }

  private static Map<String, String> labels(JsonNode json) {
    Map<String, String> labels = new TreeMap<>();
    json.properties().forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    return labels;
  }
}
