// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceConditions;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database answers what the test tables of Kubernetes itself say, where those lie beside the project. */
class KubernetesSelectorsTest {
  private static final Path FILE = Path.of("../../shared/data/label-selectors.json");

  private final SqliteDatabase database = SqliteDatabase.inMemory();
  private final ResourceStore store = new ResourceRepository(database, Clock.systemUTC());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void labelsMatchOrDoNot() throws IOException {
    for (JsonNode match : table("selector_match")) {
      store.deleteAll();
      Map<String, String> labels = new TreeMap<>();
      match
          .get("labels")
          .properties()
          .forEach(l -> labels.put(l.getKey(), l.getValue().textValue()));
      store.create(ResourceTags.builder(ResourceType.POD, "it").labels(labels).build());
      LabelSelector selector = LabelSelector.parse(match.get("expression").textValue());
      int expected = match.get("matches").booleanValue() ? 1 : 0;

      assertFound(match, selector, expected);
    }
  }

  private void assertFound(JsonNode what, LabelSelector selector, int expected) {
    ResourceQuery query = ResourceQuery.where(selector);
    assertThat(store.findAll(selector)).as("%s", what).hasSize(expected);
    assertThat(store.count(query)).as("%s", what).isEqualTo(expected);
    assertThat(store.page(query, 5, null).rows()).as("%s", what).hasSize(expected);
    assertThat(store.findAll(new ResourceConditions(database.cluster()).labels(selector)))
        .as("%s", what)
        .hasSize(expected);
    try (Stream<ResourceTags> stream = store.stream(query)) {
      assertThat(stream).as("%s", what).hasSize(expected);
    }
  }

  @Test
  void whatCanBeReadCanBeAsked() throws IOException {
    store.create(ResourceTags.builder(ResourceType.POD, "it").build());
    for (JsonNode parse : table("selector_parse")) {
      if (parse.get("parse_ok").booleanValue()) {
        LabelSelector selector = LabelSelector.parse(parse.get("expression").textValue());

        assertThatCode(() -> assertFound(parse, selector, selector.matches(null) ? 1 : 0))
            .doesNotThrowAnyException();
      }
    }
  }

  private static JsonNode table(String name) throws IOException {
    assumeThat(FILE).exists();
    JsonNode table = new ObjectMapper().readTree(FILE.toFile()).get("kubernetes").get(name);
    assertThat(table).as(name).isNotEmpty();
    return table;
  }
}
