// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentstorage.core.kubernetes.MetadataRules;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules give the verdicts of the test tables of Kubernetes itself. Here because this module reads JSON. */
class KubernetesTablesTest {

  @Test
  void labelKeysAndValues() throws IOException {
    verdicts(table("label_key_validity"), "key", MetadataRules::labelKey);
    verdicts(table("label_value_validity"), "value", MetadataRules::labelValue);
  }

  @Test
  void annotationKeys() throws IOException {
    all(table("annotation_validity").get("keys_valid"), true, MetadataRules::annotationKey);
    all(table("annotation_validity").get("keys_invalid"), false, MetadataRules::annotationKey);
  }

  @Test
  void annotationSizes() throws IOException {
    JsonNode cases = table("annotation_validity").get("size_cases");
    assertThat(cases).isNotEmpty();
    for (JsonNode sizeCase : cases) {
      Map<String, String> annotations = new LinkedHashMap<>();
      sizeCase
          .get("annotations")
          .properties()
          .forEach(e -> annotations.put(e.getKey(), text(e.getValue())));
      assertThat(MetadataRules.annotationsSize(annotations) == null)
          .as("%s", sizeCase)
          .isEqualTo(sizeCase.get("valid").asBoolean());
    }
  }

  @Test
  void dnsNames() throws IOException {
    all(table("dns1123_label").get("valid"), true, MetadataRules::dns1123Label);
    all(table("dns1123_label").get("invalid"), false, MetadataRules::dns1123Label);
    all(table("dns1123_subdomain").get("valid"), true, MetadataRules::dns1123Subdomain);
    all(table("dns1123_subdomain").get("invalid"), false, MetadataRules::dns1123Subdomain);
  }

  private static JsonNode table(String name) throws IOException {
    JsonNode table =
        new ObjectMapper()
            .readTree(SharedData.path("label-selectors.json").toFile())
            .get("kubernetes")
            .get(name);
    assertThat(table).as(name).isNotEmpty();
    return table;
  }

  private static void verdicts(
      JsonNode cases, String field, Function<String, @Nullable String> rule) {
    for (JsonNode verdict : cases) {
      check(text(verdict.get(field)), verdict.get("valid").asBoolean(), rule);
    }
  }

  private static void all(JsonNode texts, boolean valid, Function<String, @Nullable String> rule) {
    assertThat(texts).isNotEmpty();
    texts.forEach(text -> check(text(text), valid, rule));
  }

  private static void check(String text, boolean valid, Function<String, @Nullable String> rule) {
    assertThat(rule.apply(text) == null).as("\"%s\"", text).isEqualTo(valid);
  }

  private static String text(JsonNode node) {
    return node.isObject()
        ? node.get("repeat").asText().repeat(node.get("count").asInt())
        : node.asText();
  }
}
