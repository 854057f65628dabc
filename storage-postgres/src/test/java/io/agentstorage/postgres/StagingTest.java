// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.NotPermittedException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.ResourceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads through COPY and a temporary table: by whom, over what, and with which values. */
class StagingTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final PostgresOptions EACH_ROW = PostgresOptions.defaults().copyRows(1);

  private final String agent =
      "copying_agent_" + NUMBER.incrementAndGet() + "_" + ProcessHandle.current().pid();
  private String url;

  @BeforeEach
  void makeDatabase() {
    url = TestDatabases.url();
  }

  private static BulkLoadReport load(PostgresDatabase database, int rows) {
    return Faults.store(database)
        .bulkLoad(Faults.pods(rows).iterator(), BulkLoadOptions.defaults());
  }

  private static int temporaryTables(DSLContext tx) {
    return tx.fetch(
            "SELECT 1 FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"
                + " AND relnamespace = pg_my_temp_schema()")
        .size();
  }

  @Test
  void manyRowsGoThroughTemporaryTablesThatEndWithTheirTransaction() {
    try (PostgresDatabase database =
        PostgresDatabase.open(url, PostgresOptions.defaults().connections(1))) {
      int during =
          database.write(
              tx -> {
                load(database, 300);
                return temporaryTables(tx);
              });
      int after = database.write(StagingTest::temporaryTables);

      assertThat(during).isPositive();
      assertThat(after).isZero();
    }
  }

  @Test
  void fewRowsDoNot() {
    try (PostgresDatabase database = PostgresDatabase.open(url, PostgresOptions.defaults())) {
      int during =
          database.write(
              tx -> {
                load(database, 199);
                return temporaryTables(tx);
              });

      assertThat(during).isZero();
    }
  }

  @Test
  void aWriterUnderRowLevelSecurityLoadsThroughThemIntoItsClusterOnly() {
    PostgresDatabase.open(url, PostgresOptions.defaults().cluster("other")).close();
    try (PostgresDatabase database = openAsAgent()) {
      int during =
          database.write(
              tx -> {
                load(database, 300);
                return temporaryTables(tx);
              });

      assertThat(during).isPositive();
      assertThat(load(database, 400).inserted()).isEqualTo(100);
      assertThatThrownBy(
              () -> history(database).load(past("other", 300), BulkLoadOptions.defaults()))
          .isInstanceOf(NotPermittedException.class);
    }
    assertThat(Faults.ask(url, "SELECT count(*) FROM resource_tags")).isEqualTo(400);
    assertThat(Faults.ask(url, "SELECT count(*) FROM resource_history")).isZero();
  }

  @Test
  void aWriterThatMayNotMakeTemporaryTablesLoadsWithoutThem() {
    PostgresDatabase.open(url, PostgresOptions.defaults().cluster("mine")).close();
    TestDatabases.run(
        url,
        "REVOKE TEMPORARY ON DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " FROM PUBLIC");
    try (PostgresDatabase database = openAsAgent()) {
      assertThat(load(database, 300).inserted()).isEqualTo(300);
      assertThat(load(database, 300).unchanged()).isEqualTo(300);
    }
    assertThat(Faults.ask(url, "SELECT count(*) FROM resource_tags")).isEqualTo(300);
  }

  @Test
  void aWriterWhoseRightToThemIsTakenAwayIsToldSoOnceAndThenLoadsWithoutThem() {
    try (PostgresDatabase database = openAsAgent()) {
      load(database, 300);
      TestDatabases.run(
          url,
          "REVOKE TEMPORARY ON DATABASE "
              + url.substring(url.lastIndexOf('/') + 1)
              + " FROM PUBLIC");

      assertThatThrownBy(() -> load(database, 600))
          .isInstanceOf(NotPermittedException.class)
          .hasMessageContaining("temporary tables");
      assertThat(load(database, 600).inserted()).isEqualTo(300);
    }
  }

  @Test
  void aRefusedRowIsToldOfInTheWordsOfItsTable() {
    try (PostgresDatabase database = PostgresDatabase.open(url, EACH_ROW)) {
      TestDatabases.refuseName(database, "web-13");
      List<String> reasons = new ArrayList<>();

      Faults.store(database)
          .bulkLoad(
              Faults.pods(20).iterator(),
              BulkLoadOptions.<ResourceTags>defaults()
                  .onReject(reject -> reasons.add(reject.reason().getMessage())));

      assertThat(reasons)
          .singleElement()
          .asString()
          .startsWith("insert resource_tags: ")
          .contains("refused_ck")
          .contains("23514");
    }
  }

  private PostgresDatabase openAsAgent() {
    PostgresDatabase.open(url, PostgresOptions.defaults().cluster("mine")).close();
    TestDatabases.run(
        url,
        "CREATE ROLE " + agent + " LOGIN PASSWORD 'secret' IN ROLE agent_writer",
        "INSERT INTO cluster_access (role_name, cluster_id) SELECT '"
            + agent
            + "', id FROM cluster WHERE name = 'mine'");
    return PostgresDatabase.open(
        url, PostgresOptions.defaults().cluster("mine").login(agent, "secret"));
  }

  @Test
  void eachTransactionMayBeOnAnotherConnection() {
    try (PostgresDatabase database =
        PostgresDatabase.open(new TappedSource(TestDatabases.jdbc(url), () -> {}), EACH_ROW)) {
      BulkLoadOptions<ResourceTags> chunks =
          BulkLoadOptions.<ResourceTags>defaults().chunkRows(100);

      BulkLoadReport first = Faults.store(database).bulkLoad(Faults.pods(500).iterator(), chunks);
      BulkLoadReport again = Faults.store(database).bulkLoad(Faults.pods(500).iterator(), chunks);

      assertThat(first.inserted()).isEqualTo(500);
      assertThat(again.unchanged()).isEqualTo(500);
    }
  }

  @Test
  void whatMeansSomethingToCopyIsJustText() {
    List<String> texts =
        List.of(
            "",
            "\\",
            "\\N",
            "\\.",
            "a\\tb",
            "a\tb",
            "a\nb",
            "a\rb",
            "\r\n",
            "\\\n",
            "é\u20ac",
            "\ud83d\ude00",
            "\u0001\u007f\b\f",
            "\\x00",
            "\"',;{}");
    List<ResourceTags> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(
          ResourceTags.builder(ResourceType.POD, i + texts.get(i))
              .namespace("in " + texts.get(i))
              .uid(i % 2 == 0 ? texts.get(i) : null)
              .labels(Map.of("text", texts.get(i), texts.get(i), "key"))
              .annotations(Map.of("text", texts.get(i)))
              .build());
    }
    try (PostgresDatabase database = PostgresDatabase.open(url, EACH_ROW)) {
      ResourceStore store = Faults.store(database);

      BulkLoadReport report = store.bulkLoad(rows.iterator(), BulkLoadOptions.defaults());

      assertThat(report.inserted()).isEqualTo(texts.size());
      for (ResourceTags row : rows) {
        ResourceTags stored = store.find(row.key()).orElseThrow();
        assertThat(stored.name()).isEqualTo(row.name());
        assertThat(stored.namespace()).isEqualTo(row.namespace());
        assertThat(stored.uid()).isEqualTo(row.uid());
        assertThat(stored.labels()).isEqualTo(row.labels());
        assertThat(stored.annotations()).isEqualTo(row.annotations());
      }
    }
  }

  @Test
  void theOutcomesInATableOfAnyKindAreThoseOfABatch() {
    for (ConflictPolicy policy : ConflictPolicy.values()) {
      assertThat(outcomes(EACH_ROW.cluster("copied" + policy), policy))
          .isEqualTo(
              outcomes(
                  PostgresOptions.defaults().copyRows(Integer.MAX_VALUE).cluster("batch" + policy),
                  policy));
    }
  }

  /** What became of rows that are new, stored, changed, there twice, there three times, and wrong. */
  private List<String> outcomes(PostgresOptions options, ConflictPolicy policy) {
    List<String> outcomes = new ArrayList<>();
    try (PostgresDatabase database = PostgresDatabase.open(url, options)) {
      history(database).load(past(options.cluster(), 40), BulkLoadOptions.defaults());
      List<@Nullable Object[]> rows = past(options.cluster(), 60);
      rows.get(3)[4] = "changed";
      rows.add(past(options.cluster(), 1).get(0));
      rows.get(60)[4] = "changed again";
      rows.add(past(options.cluster(), 1).get(0));
      rows.add(past(options.cluster(), 51).get(50));
      rows.get(62)[4] = "second of a new one";
      rows.get(45)[4] = "we\0b";
      rows.get(46)[6] = Instant.EPOCH;
      rows.get(47)[4] = null;
      history(database)
          .load(
              rows.iterator(),
              BulkLoadOptions.<Object[]>defaults()
                  .onConflict(policy)
                  .onReject(
                      reject ->
                          outcomes.add(
                              reject.position()
                                  + ": "
                                  + reject.reason().getClass().getName()
                                  + " "
                                  + reject.reason().statement().sqlState()))
                  .onOutcome(row -> outcomes.add(row.position() + ": " + row.outcome())));
      database
          .dsl()
          .select(RESOURCE_HISTORY.ID, RESOURCE_HISTORY.NAME, RESOURCE_HISTORY.VALID_TO)
          .from(RESOURCE_HISTORY)
          .where(RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()))
          .orderBy(RESOURCE_HISTORY.ID)
          .forEach(row -> outcomes.add(row.toString()));
    }
    assertThat(outcomes).anyMatch(it -> it.contains(ConstraintViolationException.class.getName()));
    return outcomes;
  }

  private static BulkLoad<Object[]> history(PostgresDatabase database) {
    return database
        .bulk(RESOURCE_HISTORY)
        .arrays(
            RESOURCE_HISTORY.CLUSTER_ID,
            RESOURCE_HISTORY.ID,
            RESOURCE_HISTORY.TYPE,
            RESOURCE_HISTORY.NAMESPACE,
            RESOURCE_HISTORY.NAME,
            RESOURCE_HISTORY.RECORD_CREATED,
            RESOURCE_HISTORY.VALID_TO,
            RESOURCE_HISTORY.RECORD_UPDATED,
            RESOURCE_HISTORY.ENDED,
            RESOURCE_HISTORY.REVISION);
  }

  private List<@Nullable Object[]> past(@Nullable String cluster, int count) {
    ClusterId id =
        new ClusterId(
            (int) Faults.ask(url, "SELECT id FROM cluster WHERE name = '" + cluster + "'"));
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new @Nullable Object[] {
                      id,
                      new ResourceId(new UUID(1, i)),
                      ResourceType.POD,
                      "shop",
                      "web-" + i,
                      Instant.ofEpochMilli(1),
                      Instant.ofEpochMilli(3),
                      Instant.ofEpochMilli(2),
                      RevisionEnd.DELETED,
                      1L
                    })
            .toList());
  }
}
