// SPDX-License-Identifier: Apache-2.0
package io.agentstorage;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.retention.DiskBudget;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.repo.RetentionRunner;
import io.agentstorage.repo.RetentionTask;
import io.agentstorage.repo.RetentionTaskListener;
import io.agentstorage.repo.StateRepository;
import io.agentstorage.repo.StoredResumePoint;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README is the body of a test here, so it compiles and does what it says. */
class ReadmeTest {
  @TempDir Path folder;

  private static ResourceTags pod(String name) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .labels(Map.of("app", "web"))
        .build();
  }

  @Test
  void theExampleWorks() {
    Path file = folder.resolve("agent.db");
    Instant lastTuesday = Instant.now().minus(Duration.ofDays(7));
    ResourceTags web = pod("web-0");
    ResourceTags api = pod("api-0");
    List<ResourceTags> many = List.of(pod("web-0"), pod("web-1"));

    try (SqliteDatabase db = SqliteDatabase.open(file)) {
      ResourceStore resources = new ResourceRepository(db, Clock.systemUTC());

      Stored<ResourceTags> stored =
          resources.upsert(web); // INSERTED, UPDATED or UNCHANGED, with its id
      List<ResourceTags> pods = resources.findAll(RESOURCE_TAGS.TYPE.eq(ResourceType.POD));
      List<ResourceTags> mine = resources.findAll(LabelSelector.parse("app in (web,api),!legacy"));
      List<String> names =
          db.dsl()
              .selectDistinct(RESOURCE_TAGS.NAME)
              .from(RESOURCE_TAGS)
              .where(RESOURCE_TAGS.labels().LABELS.eq(Map.of("app", "web")))
              .fetch(RESOURCE_TAGS.NAME);
      db.write(
          tx -> {
            resources.create(api); // both or none
            return resources.update(
                stored.value().toBuilder().labels(Map.of("app", "api")).build());
          });
      BulkLoadReport report = resources.bulkLoad(many.stream(), BulkLoadOptions.defaults());

      Optional<ResourceTags> then = resources.asOf(lastTuesday).find(web.key());
      List<ResourceRevision> revisions = resources.history(web.key());
      Page<ResourceTags> page = resources.page(ResourceQuery.all(), 100, null);

      Outbox outbox = new OutboxRepository(db);
      List<OutboxEntry> batch = outbox.pending(500, 1_000_000); // send them, then:
      outbox.acknowledge(batch, Instant.now()); // what has changed meanwhile stays pending

      StateStore state = new StateRepository(db, Clock.systemUTC());
      StateEntry<Instant> run =
          state.put("billing", "last-run", Instant.now()); // any type that Jackson knows
      state.compareAndSet(
          "billing", "last-run", run.version(), Instant.now()); // or VersionConflictException

      assertThat(pods).containsExactly(stored.value());
      assertThat(names).containsExactly("web-0");
      assertThat(report.updated()).isEqualTo(1);
      assertThat(report.inserted()).isEqualTo(1);
      assertThat(mine).containsExactly(stored.value());
      assertThat(revisions).hasSize(3);
      assertThat(then).isEmpty();
      assertThat(page.rows()).hasSize(3);
      assertThat(batch).hasSize(3);
      assertThat(outbox.pending(500, 1_000_000)).isEmpty();
      assertThat(state.get("billing", "last-run", Instant.class))
          .hasValueSatisfying(last -> assertThat(last.version()).isEqualTo(2));
    }
  }

  @Test
  void theExampleOfBulkLoadsWorks() {
    Path file = folder.resolve("agent.db");
    List<ResourceTags> many = List.of(pod("web-0"), pod("web-1"));
    List<Object[]> clusters = new ArrayList<>();
    clusters.add(new Object[] {2, "staging"});
    clusters.add(new Object[] {3, ""});
    List<String> log = new ArrayList<>();

    try (SqliteDatabase db = SqliteDatabase.open(file)) {
      BulkLoadReport report =
          new ResourceRepository(db, Clock.systemUTC())
              .bulk()
              .load(
                  many, // or an iterator, a stream, a publisher
                  BulkLoadOptions.<ResourceTags>defaults()
                      .onConflict(ConflictPolicy.UPDATE)
                      .resumeFrom(new StoredResumePoint(db, "dump 2026-11-30", Clock.systemUTC()))
                      .onReject(row -> log.add(row.position() + ": " + row.reason().getMessage()))
                      .onProgress(progress -> log.add(progress.rows() + " rows are stored")));

      db.bulk(CLUSTER) // any generated table: records, objects or arrays
          .arrays(CLUSTER.ID, CLUSTER.NAME)
          .load(
              clusters,
              BulkLoadOptions.<Object[]>defaults()
                  .onOutcome(row -> log.add(row.position() + " was " + row.outcome())));

      assertThat(report.inserted()).isEqualTo(2);
      assertThat(log).containsExactly("2 rows are stored", "0 was INSERTED", "1 was REJECTED");
    }
  }

  @Test
  void theExampleOfRetentionWorks() throws InterruptedException {
    Path file = folder.resolve("agent.db");
    BlockingQueue<RetentionReport> reports = new LinkedBlockingQueue<>();
    RetentionTaskListener listener =
        new RetentionTaskListener() {
          @Override
          public void onRun(RetentionReport report) {
            reports.add(report);
          }

          @Override
          public void onFailure(int failures, RuntimeException failure, Duration pause) {
            throw failure;
          }
        };
    List<RetentionReport> seen = new ArrayList<>();
    Agent agent = () -> seen.add(reports.poll(60, TimeUnit.SECONDS));

    try (SqliteDatabase db = SqliteDatabase.open(file)) {
      RetentionPolicy policy =
          RetentionPolicy.defaults()
              .with(RetainedData.HISTORY, RetentionRule.keepAll().maxAge(Duration.ofDays(30)))
              .budget(DiskBudget.of(2L << 30));
      Retention retention = Retention.of(db, RetainedData.of(db), policy, Clock.systemUTC());
      DiskSpace space = DiskSpace.of(db, Map.of());
      RetentionRunner runner = new RetentionRunner(db, retention, space, Clock.systemUTC());
      try (RetentionTask task =
          new RetentionTask(runner, Clock.systemUTC(), Duration.ofHours(1), listener)) {
        task.start(); // what fails is told to the listener, and tried again
        agent.run();
      }
    }

    assertThat(seen).singleElement().satisfies(report -> assertThat(report.rows()).isZero());
  }

  /** What an agent does while retention runs by itself. */
  private interface Agent {
    void run() throws InterruptedException;
  }

  @Test
  void theExamplesOfTheDocumentsAreThoseThatAreTested() throws IOException {
    assertTested(Path.of("../README.md"));
    assertTested(Path.of("../docs/bulk-load.md"));
    assertTested(Path.of("../docs/retention.md"));
  }

  private static void assertTested(Path document) throws IOException {
    String readme = Files.readString(document);
    String test = Files.readString(Path.of("src/test/java/io/agentstorage/ReadmeTest.java"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    String example = readme.substring(start, readme.indexOf("}\n```", start));

    // The brace that closes the example is where the test goes on; the formatter may break lines
    // elsewhere.
    assertThat(withoutBlanks(test))
        .contains(withoutBlanks(example).replace("Path.of(\"agent.db\")", "file"));
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}
