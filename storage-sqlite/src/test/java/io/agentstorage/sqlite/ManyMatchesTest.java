// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.RandomLabels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a selector matches so many that sorting them would take long, each row is asked; the answer is the same. */
class ManyMatchesTest {
  /** More than a page or a stream takes from the index. */
  private static final int MANY = 20_001;

  private static final int SELECTORS = 12;
  private static final Map<String, String> COMMON = Map.of("app", "a", "replicas", "42", "in", "");

  @TempDir Path folder;

  @Test
  void eachRowIsAskedAndTheAnswerIsTheSame() {
    RandomLabels labels = new RandomLabels(new Random(20260203));
    List<ResourceTags> pods = new ArrayList<>();
    IntStream.range(0, 300).forEach(i -> pods.add(pod(i * 60, labels.labels())));
    IntStream.range(0, MANY).forEach(i -> pods.add(pod(100_000 + i, COMMON)));
    try (RecordingDatabase database =
        new RecordingDatabase(SqliteDatabase.open(folder.resolve("agent.db")))) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      store.bulkLoad(pods.stream(), BulkLoadOptions.defaults());
      int asked = 0;
      while (asked < SELECTORS) {
        LabelSelector selector = labels.selector();
        if (!selector.isEmpty() && selector.matches(COMMON)) {
          List<String> names =
              pods.stream()
                  .filter(pod -> selector.matches(pod.labels()))
                  .map(ResourceTags::name)
                  .sorted()
                  .toList();
          assertAnswered(database, store, selector, names);
          asked++;
        }
      }
    }
  }

  /** Their names are in another order than that in which they were stored. */
  private static ResourceTags pod(int number, @Nullable Map<String, String> labels) {
    String name = new StringBuilder().append(number).reverse().toString();
    return ResourceTags.builder(ResourceType.POD, "n-" + name + "-" + number)
        .labels(labels)
        .build();
  }

  private static void assertAnswered(
      RecordingDatabase database, ResourceStore store, LabelSelector selector, List<String> names) {
    for (ResourceOrder order : ResourceOrder.values()) {
      List<String> walked = new ArrayList<>();
      PageToken token = null;
      do {
        database.taken();
        Page<ResourceTags> page =
            store.page(ResourceQuery.where(selector).orderBy(order), 9_000, token);
        assertEachRowIsAsked(database);
        page.rows().forEach(row -> walked.add(row.name()));
        token = page.next();
      } while (token != null);
      assertThat(walked.stream().sorted()).as("\"%s\" by %s", selector, order).isEqualTo(names);
    }
    database.taken();
    try (Stream<ResourceTags> stream = store.stream(ResourceQuery.where(selector))) {
      assertThat(stream.map(ResourceTags::name)).as("\"%s\"", selector).isEqualTo(names);
    }
    assertEachRowIsAsked(database);
  }

  private static void assertEachRowIsAsked(RecordingDatabase database) {
    List<RecordingDatabase.Statement> run = database.taken();
    assertThat(run.get(run.size() - 1).sql())
        .contains("other_entry")
        .doesNotContain("first_entry")
        .doesNotContain("\"labels_id\" in");
  }
}
