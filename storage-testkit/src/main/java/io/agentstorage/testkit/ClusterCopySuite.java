// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.CopyMismatchException;
import io.agentstorage.core.error.TargetConflictException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ClusterCopyOptions;
import io.agentstorage.core.store.ClusterCopyProgress;
import io.agentstorage.core.store.ClusterCopyReport;
import io.agentstorage.core.store.ClusterCopyStep;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.core.store.TableCopy;
import io.agentstorage.repo.ClusterCopy;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.StateRepository;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a copy of a cluster from one database to another does, between any two databases. */
public abstract class ClusterCopySuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final int RANDOM_OPERATIONS = 300;

  private final TestClock clock = new TestClock(START);
  private Database source;
  private Database target;
  private ResourceStore store;
  private Outbox outbox;

  /** For subclasses. */
  protected ClusterCopySuite() {}

  /**
   * Opens a fresh, empty database to copy from.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openSource();

  /**
   * Opens a fresh, empty database to copy to.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openTarget();

  /**
   * Whether the source can be written to by another thread while it is read.
   *
   * @return true unless a subclass says otherwise
   */
  protected boolean sourceServesTwoAtOnce() {
    return true;
  }

  @BeforeEach
  void open() {
    source = openSource();
    target = openTarget();
    store = new ResourceRepository(source, clock);
    outbox = new OutboxRepository(source);
  }

  @AfterEach
  void close() {
    try {
      source.close();
    } finally {
      target.close();
    }
  }

  private static ClusterCopyOptions batches(int rows) {
    return ClusterCopyOptions.defaults().batchRows(rows);
  }

  private ClusterCopyReport copy(ClusterCopyOptions options) {
    return new ClusterCopy(source, target).run(options);
  }

  private static ResourceTags.Builder pod(String name) {
    return ResourceTags.builder(ResourceType.POD, name).namespace("shop");
  }

  private ResourceStore targetStore() {
    return new ResourceRepository(target, clock);
  }

  private void later() {
    clock.advance(Duration.ofSeconds(1));
  }

  /** Something of everything that a cluster can have. */
  private void fill() {
    store.upsert(
        ResourceTags.builder(ResourceType.NODE, "node-1")
            .labels(Map.of("zone", "a", "arch", "arm64"))
            .build());
    store.upsert(
        pod("all")
            .uid("uid-1")
            .labels(Map.of("app", "web", "team", "core"))
            .metricLabels(Map.of("app", "web", "sum", "yes"))
            .annotations(Map.of("note", "short"))
            .changedBy("kubectl")
            .build());
    store.upsert(pod("large").annotations(Map.of("spec", "0123456789 ä\n\"".repeat(400))).build());
    store.upsert(pod("none").build());
    store.upsert(pod("empty").labels(Map.of()).annotations(Map.of()).build());
    store.upsert(pod("changed").labels(Map.of("v", "1")).build());
    store.upsert(pod("replaced").uid("old").labels(Map.of("v", "1")).build());
    store.upsert(pod("deleted").labels(Map.of("v", "1")).build());
    store.upsert(pod("created again").labels(Map.of("v", "1")).build());
    // In UTF-16 the last would come before the one before it.
    for (String name : List.of("Z", "a", "ab", "é", "～", "\uD83D\uDE00")) {
      store.upsert(ResourceTags.builder(ResourceType.parse("Widget.example.com"), name).build());
    }
    later();
    assertThat(outbox.acknowledge(outbox.pending(5, Long.MAX_VALUE), clock.instant())).isEqualTo(5);
    store.upsert(pod("changed").labels(Map.of("v", "2")).changedBy("helm").build());
    later();
    store.upsert(pod("changed").labels(Map.of("v", "3")).build());
    store.upsert(pod("replaced").uid("new").labels(Map.of("v", "2")).build());
    store.delete(pod("deleted").build().key(), "admin");
    store.delete(pod("created again").build().key(), null);
    later();
    store.upsert(pod("created again").labels(Map.of("v", "2")).build());
    List<OutboxEntry> ends =
        outbox.pending(100, Long.MAX_VALUE).stream().filter(entry -> entry.end() != null).toList();
    assertThat(outbox.acknowledge(ends.subList(0, 1), clock.instant())).isEqualTo(1);
  }

  private static MetricSample sample(String name, Instant time, String value) {
    MetricSeries series = new MetricSeries(name, "node-1", "prod", null, Map.of("app", "web"));
    return new MetricSample(series, time, time.plusSeconds(1), new MetricValue(value), null);
  }

  /** Samples of several days, of all kinds of values, and some state. */
  private void fillSamplesAndState() {
    Instant now = clock.instant();
    List<String> values =
        List.of("0", "-0", "0.1", "1e308", "NaN", "+Inf", "-Inf", "12345678901234567890");
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      samples.add(sample("up", now.plus(Duration.ofHours(11L * i)), values.get(i)));
      samples.add(sample("down", now.plus(Duration.ofMinutes(i)), values.get(i)));
    }
    new MetricRepository(source).put(samples);
    StateRepository state = new StateRepository(source, clock);
    state.put("sender", "last", Map.of("batch", 7));
    state.put("sender", "LAST", "ä");
  }

  private void assertCopied(ClusterCopyReport report) {
    Map<String, List<String>> expected = ClusterRows.of(source);
    assertThat(ClusterRows.of(target)).isEqualTo(expected);
    assertThat(report.cancelled()).isFalse();
    assertThat(report.tables())
        .extracting(TableCopy::table)
        .containsExactly(
            "label_set",
            "label_pair",
            "label_entry",
            "annotation_set",
            "resource_tags",
            "resource_history",
            "metric_series",
            "metric_data",
            "operational_state");
    for (TableCopy table : report.tables()) {
      assertThat(table.rows())
          .as(table.table())
          .isEqualTo(Objects.requireNonNull(expected.get(table.table())).size());
      assertThat(table.sha256()).as(table.table()).matches("[0-9a-f]{64}");
    }
  }

  private static TableCopy table(ClusterCopyReport report, String name) {
    return report.tables().stream().filter(t -> t.table().equals(name)).findFirst().orElseThrow();
  }

  private static List<Long> written(ClusterCopyReport report, String name) {
    TableCopy table = table(report, name);
    return List.of(table.inserted(), table.replaced(), table.deleted());
  }

  @Test
  void everythingArrives() {
    fill();
    fillSamplesAndState();

    ClusterCopyReport report = copy(ClusterCopyOptions.defaults());

    assertCopied(report);
    assertThat(report.tables())
        .allSatisfy(
            table -> {
              assertThat(table.rows()).isPositive();
              assertThat(table.inserted()).isEqualTo(table.rows());
              assertThat(table.written()).isEqualTo(table.rows());
            });
    assertThat(report.tables()).extracting(TableCopy::sha256).doesNotHaveDuplicates();
  }

  @Test
  void whatIsAskedOfTheCopyIsAnsweredAsByTheSource() {
    fill();

    copy(ClusterCopyOptions.defaults());

    ResourceStore copied = targetStore();
    Outbox copiedOutbox = new OutboxRepository(target);
    // What changed at the same time is in no order.
    assertThat(copiedOutbox.pending(100, Long.MAX_VALUE))
        .containsExactlyInAnyOrderElementsOf(outbox.pending(100, Long.MAX_VALUE))
        .extracting(OutboxEntry::changedAt)
        .isSorted();
    assertThat(copiedOutbox.status()).isEqualTo(outbox.status());
    for (String name : List.of("all", "large", "changed", "replaced", "deleted", "created again")) {
      var key = pod(name).build().key();
      assertThat(copied.find(key)).isEqualTo(store.find(key));
      assertThat(copied.history(key)).isNotEmpty().isEqualTo(store.history(key));
    }
    // A new set gets a number behind those that were copied.
    copied.upsert(pod("new").labels(Map.of("v", "new")).build());
    assertThat(copied.find(pod("new").build().key()).orElseThrow().labels())
        .isEqualTo(Map.of("v", "new"));
  }

  @Test
  void samplesKeepTheirTextAndTheirDays() {
    fillSamplesAndState();
    copy(batches(3));

    MetricStore copied = new MetricRepository(target);
    assertThat(copied.page(MetricQuery.all(), 100, null).rows())
        .containsExactlyElementsOf(
            new MetricRepository(source).page(MetricQuery.all(), 100, null).rows())
        .extracting(found -> found.value().text())
        .contains("-0", "NaN", "+Inf", "12345678901234567890");
    copied.put(List.of(sample("new", clock.instant(), "1")));
    assertThat(copied.count(MetricQuery.named("new"))).isEqualTo(1);
  }

  @Test
  void onlySamplesThatDifferAreWrittenAndThoseThatAreGoneGo() {
    fillSamplesAndState();
    copy(ClusterCopyOptions.defaults());
    MetricRepository samples = new MetricRepository(source);
    samples.deleteBefore(clock.instant().plus(Duration.ofMinutes(2)));
    samples.put(List.of(sample("new", clock.instant().plus(Duration.ofDays(9)), "5")));
    new StateRepository(source, clock).put("sender", "last", Map.of("batch", 8));

    ClusterCopyReport report = copy(batches(2));

    assertCopied(report);
    assertThat(written(report, "metric_series")).containsExactly(1L, 0L, 0L);
    assertThat(written(report, "metric_data")).containsExactly(1L, 0L, 3L);
    assertThat(written(report, "operational_state")).containsExactly(0L, 1L, 0L);
    assertThat(copy(ClusterCopyOptions.defaults()).written()).isZero();
  }

  /** Else the target would go on with the archive of the source. */
  @Test
  void whatRetentionIsAtStaysWhereItIs() {
    StateStore ofSource = new StateRepository(source, clock);
    StateStore ofTarget = new StateRepository(target, clock);
    ofSource.put("retention", "archive", Map.of("part", "p"));
    ofSource.put("sender", "last", 1);
    ofTarget.put("retention", "lease", "mine");
    ofTarget.put("sender", "surplus", 1);

    copy(batches(1));

    assertThat(ofTarget.listAll(Object.class))
        .extracting(entry -> entry.component() + "/" + entry.key())
        .containsExactly("retention/lease", "sender/last");
  }

  @Test
  void theHashIsTheOneThatIsDocumented() throws Exception {
    fill();

    ClusterCopyReport report = copy(ClusterCopyOptions.defaults());

    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    source
        .dsl()
        .select(LABEL_ENTRY.LABEL_PAIR_ID, LABEL_ENTRY.LABEL_SET_ID)
        .from(LABEL_ENTRY)
        .where(LABEL_ENTRY.CLUSTER_ID.eq(source.cluster()))
        .orderBy(LABEL_ENTRY.LABEL_PAIR_ID, LABEL_ENTRY.LABEL_SET_ID)
        .forEach(
            row ->
                sha256.update(
                    ByteBuffer.allocate(18)
                        .put((byte) 1)
                        .putLong(row.value1().value())
                        .put((byte) 1)
                        .putLong(row.value2().value())
                        .flip()));
    assertThat(table(report, "label_entry").sha256())
        .isEqualTo(HexFormat.of().formatHex(sha256.digest()));
  }

  @Test
  void nothingIsCopiedFromNothing() {
    ClusterCopyReport report = copy(ClusterCopyOptions.defaults());

    assertCopied(report);
    assertThat(report.written()).isZero();
    assertThat(report.tables()).extracting(TableCopy::sha256).containsOnly(SHA256_OF_NOTHING);
  }

  @Test
  void aSecondCopyWritesNothing() {
    fill();
    ClusterCopyReport first = copy(ClusterCopyOptions.defaults());

    for (int rows : List.of(1, 3, 5_000)) {
      ClusterCopyReport second = copy(batches(rows));

      assertCopied(second);
      assertThat(second.written()).isZero();
      assertThat(second.tables())
          .extracting(TableCopy::sha256)
          .isEqualTo(first.tables().stream().map(TableCopy::sha256).toList());
    }
  }

  @Test
  void theNumberOfTheClusterIsThatOfTheTarget() {
    ClusterId other = new ClusterId(17);
    target.write(
        tx ->
            tx.insertInto(CLUSTER, CLUSTER.ID, CLUSTER.NAME)
                .values(other, "other cluster")
                .execute());
    fill();
    Database ofOther =
        new WrappedDatabase(target) {
          @Override
          public ClusterId cluster() {
            return other;
          }
        };
    ResourceTags neighbour = pod("neighbour").labels(Map.of("of", "another")).build();
    targetStore().create(neighbour);
    Map<String, List<String>> before = ClusterRows.of(target);

    ClusterCopyReport report = new ClusterCopy(source, ofOther).run(batches(4));

    assertThat(report.cancelled()).isFalse();
    assertThat(ClusterRows.of(ofOther)).isEqualTo(ClusterRows.of(source));
    assertThat(ClusterRows.of(target)).as("of the other cluster there").isEqualTo(before);
  }

  @Test
  void aCopyThatIsCancelledGoesOnWhereItWas() {
    fill();
    long rows = ClusterRows.of(source).values().stream().mapToLong(List::size).sum();
    long inserted = 0;
    int runs = 0;
    ClusterCopyReport report;
    do {
      int batches = runs++;
      List<ClusterCopyProgress> copied = new ArrayList<>();
      report =
          copy(
              batches(3)
                  .onProgress(
                      progress -> {
                        if (progress.step() == ClusterCopyStep.COPY) {
                          copied.add(progress);
                        }
                      })
                  .cancelWhen(() -> copied.size() >= batches));
      inserted += report.tables().stream().mapToLong(TableCopy::inserted).sum();
      if (report.cancelled()) {
        assertThat(copied).hasSize(batches);
        assertThat(report.tables()).extracting(TableCopy::sha256).containsOnlyNulls();
      }
    } while (report.cancelled());

    assertCopied(report);
    assertThat(runs).isGreaterThan(10);
    assertThat(inserted).as("none twice").isEqualTo(rows);
  }

  @Test
  void aCopyWhoseWritesFailIsFinishedByTheNext() {
    fill();
    int failures = 0;
    ClusterCopyReport report = null;
    while (report == null) {
      Map<String, List<String>> before = ClusterRows.of(target);
      Database failing = failingAtTheEndOfWrite(failures);
      try {
        report = new ClusterCopy(source, failing).run(batches(4));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("on purpose");
        failures++;
        if (failures == 1) {
          assertThat(ClusterRows.of(target)).as("rolled back").isEqualTo(before);
        }
      }
    }

    assertCopied(report);
    assertThat(failures).isGreaterThan(5);
  }

  private Database failingAtTheEndOfWrite(int number) {
    int[] writes = new int[1];
    return new WrappedDatabase(target) {
      @Override
      public <T extends @Nullable Object, X extends Exception> T write(
          TransactionOptions options, TransactionBlock<T, X> block) throws X {
        return super.write(
            options,
            tx -> {
              T done = block.run(tx);
              if (writes[0]++ == number) {
                throw new IllegalStateException("on purpose");
              }
              return done;
            });
      }
    };
  }

  @Test
  void onlyWhatHasChangedIsWritten() {
    fill();
    copy(ClusterCopyOptions.defaults());
    later();
    store.upsert(pod("none").labels(Map.of("v", "1")).build()); // labels that there are
    store.upsert(pod("replaced").uid("newer").labels(Map.of("v", "2")).build());
    store.delete(pod("large").build().key(), "admin");
    store.delete(pod("all").build().key(), null);
    store.upsert(pod("all").labels(Map.of("app", "new")).build());
    store.create(pod("new").build());
    assertThat(outbox.acknowledge(outbox.pending(1, Long.MAX_VALUE), clock.instant())).isOne();

    ClusterCopyReport report = copy(batches(3));

    assertCopied(report);
    assertThat(written(report, "label_set")).containsExactly(1L, 0L, 0L);
    assertThat(written(report, "label_pair")).containsExactly(1L, 0L, 0L);
    assertThat(written(report, "label_entry")).containsExactly(1L, 0L, 0L);
    assertThat(written(report, "annotation_set")).containsExactly(0L, 0L, 0L);
    // none, replaced, all, and the one that was acknowledged; large has gone.
    assertThat(written(report, "resource_tags")).containsExactly(1L, 4L, 1L);
    assertThat(written(report, "resource_history")).containsExactly(4L, 0L, 0L);
    assertThat(copy(ClusterCopyOptions.defaults()).written()).isZero();
  }

  @Test
  void anEmptySourceIsTakenForTheWrongOne() {
    fill();
    copy(ClusterCopyOptions.defaults());
    store.deleteAll();

    assertRefused("label_set");

    targetStore().deleteAll();
    assertCopied(copy(ClusterCopyOptions.defaults()));
  }

  @Test
  void theRowsOfAnotherClusterAreLeftAsTheyAre() {
    fill();
    targetStore().create(pod("theirs").labels(Map.of("of", "another")).build());
    assertRefused("label_set");

    targetStore().deleteAll();
    assertCopied(copy(ClusterCopyOptions.defaults()));
  }

  @Test
  void aSetUnderAnotherNumberIsOfAnotherCluster() {
    store.create(pod("a").labels(Map.of("v", "1")).build());
    ResourceStore theirs = targetStore();
    theirs.create(pod("a").labels(Map.of("v", "1")).build());
    target.write(
        tx -> {
          tx.deleteFrom(RESOURCE_TAGS).execute();
          tx.deleteFrom(LABEL_ENTRY).execute();
          return tx.update(LABEL_SET).set(LABEL_SET.ID, new LabelSetId(9)).execute();
        });
    assertRefused("label_set");

    target.write(
        tx -> {
          tx.deleteFrom(LABEL_SET).execute();
          return tx.update(LABEL_PAIR).set(LABEL_PAIR.ID, new LabelPairId(9)).execute();
        });
    assertRefused("label_pair");
  }

  @Test
  void annotationsOfAnotherClusterAreNoticedToo() {
    store.create(pod("a").annotations(Map.of("note", "mine")).build());
    targetStore().create(pod("a").annotations(Map.of("note", "theirs")).build());
    assertRefused("annotation_set");
  }

  private void assertRefused(String table) {
    Map<String, List<String>> before = ClusterRows.of(target);

    assertThatThrownBy(() -> copy(ClusterCopyOptions.defaults()))
        .isInstanceOfSatisfying(
            TargetConflictException.class, e -> assertThat(e.table()).isEqualTo(table))
        .hasMessageContaining(table)
        .hasMessageContaining("deleteAll");
    assertThat(ClusterRows.of(target)).isEqualTo(before);
  }

  @Test
  void whatWasChangedByHandInTheTargetIsRepaired() {
    fill();
    fillSamplesAndState();
    copy(ClusterCopyOptions.defaults());
    target.write(ClusterCopySuite::damage);
    Map<String, List<String>> rightRows = ClusterRows.of(source);
    assertThat(ClusterRows.of(target))
        .allSatisfy((table, rows) -> assertThat(rows).isNotEqualTo(rightRows.get(table)));

    assertCopied(copy(batches(2)));
    assertThat(copy(ClusterCopyOptions.defaults()).written()).isZero();
  }

  private static int damage(DSLContext tx) {
    tx.update(LABEL_SET)
        .set(LABEL_SET.LABELS, Map.of("v", "other"))
        .where(LABEL_SET.LABELS.eq(Map.of("v", "1")))
        .execute();
    tx.update(ANNOTATION_SET)
        .set(ANNOTATION_SET.CONTENT, Map.of())
        .set(ANNOTATION_SET.BYTES, 2L)
        .execute();
    tx.deleteFrom(LABEL_ENTRY).execute();
    tx.deleteFrom(LABEL_PAIR).where(LABEL_PAIR.LABEL_KEY.eq("v")).execute();
    // Under another key, before and behind its own, where its id is in the way of the right row.
    tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.NAME, "00")
        .where(RESOURCE_TAGS.NAME.eq("changed"))
        .execute();
    tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.NAME, "zz")
        .where(RESOURCE_TAGS.NAME.eq("empty"))
        .execute();
    tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.SENT_AT, START)
        .where(RESOURCE_TAGS.NAME.eq("none"))
        .execute();
    tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.UID, "wrong") // leaves history, which is surplus then
        .set(RESOURCE_TAGS.REVISION, RESOURCE_TAGS.REVISION.plus(1))
        .where(RESOURCE_TAGS.NAME.eq("all"))
        .execute();
    tx.deleteFrom(RESOURCE_TAGS).where(RESOURCE_TAGS.NAME.eq("large")).execute();
    tx.deleteFrom(RESOURCE_HISTORY).where(RESOURCE_HISTORY.NAME.eq("deleted")).execute();
    tx.update(METRIC_SERIES)
        .set(METRIC_SERIES.NAME, "wrong")
        .where(METRIC_SERIES.NAME.eq("up"))
        .execute();
    tx.update(METRIC_DATA).set(METRIC_DATA.VALUE, 7.0).where(METRIC_DATA.VALUE.eq(0.1)).execute();
    tx.deleteFrom(METRIC_DATA).where(METRIC_DATA.VALUE.eq(1e308)).execute();
    tx.deleteFrom(OPERATIONAL_STATE).where(OPERATIONAL_STATE.STATE_KEY.eq("LAST")).execute();
    return tx.update(RESOURCE_HISTORY)
        .set(RESOURCE_HISTORY.ENDED_BY, "nobody")
        .where(RESOURCE_HISTORY.NAME.eq("replaced"))
        .execute();
  }

  @Test
  void whoWritesToTheTargetMeanwhileIsNoticed() {
    fill();
    boolean[] written = new boolean[1];

    CopyMismatchException mismatch =
        catchThrowableOfType(
            CopyMismatchException.class,
            () ->
                copy(
                    ClusterCopyOptions.defaults()
                        .onProgress(
                            progress -> {
                              if (progress.table().equals("resource_history") && !written[0]) {
                                written[0] = true;
                                targetStore().create(pod("theirs").build());
                              }
                            })));

    assertThat(mismatch.table()).isEqualTo("resource_tags");
    assertThat(mismatch).hasMessageContaining("resource_tags").hasMessageContaining("again");
    assertCopied(copy(ClusterCopyOptions.defaults()));
  }

  @Test
  void whatIsCopiedIsWhatTheSourceHeldWhenTheCopyBegan() {
    assumeTrue(sourceServesTwoAtOnce(), "a write to this source would wait for the copy");
    fill();
    Map<String, List<String>> before = ClusterRows.of(source);
    int[] writes = new int[1];

    ClusterCopyReport report =
        copy(
            batches(5)
                .onProgress(
                    progress ->
                        CompletableFuture.runAsync(
                                () ->
                                    store.create(
                                        pod("late-" + writes[0]++)
                                            .labels(Map.of("late", "l-" + writes[0]))
                                            .build()))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join()));

    assertThat(writes[0]).isGreaterThan(5);
    assertThat(report.cancelled()).isFalse();
    assertThat(ClusterRows.of(target)).isEqualTo(before);
    assertCopied(copy(ClusterCopyOptions.defaults()));
  }

  @Test
  void progressIsToldInTheOrderOfTheSteps() {
    fill();
    copy(ClusterCopyOptions.defaults());
    target.write(
        tx ->
            tx.insertInto(LABEL_PAIR)
                .columns(
                    LABEL_PAIR.CLUSTER_ID,
                    LABEL_PAIR.ID,
                    LABEL_PAIR.LABEL_KEY,
                    LABEL_PAIR.LABEL_VALUE)
                .values(target.cluster(), new LabelPairId(999), "surplus", "yes")
                .execute());
    List<ClusterCopyProgress> told = new ArrayList<>();

    ClusterCopyReport report = copy(batches(4).onProgress(told::add));

    assertCopied(report);
    assertThat(written(report, "label_pair")).containsExactly(0L, 0L, 1L);
    assertThat(told.stream().map(ClusterCopyProgress::step).distinct())
        .containsExactly(
            ClusterCopyStep.CHECK,
            ClusterCopyStep.COPY,
            ClusterCopyStep.CLEAN,
            ClusterCopyStep.VERIFY);
    assertThat(told.getLast().written()).isEqualTo(report.written()).isOne();
    told.stream()
        .collect(Collectors.groupingBy(progress -> progress.step() + progress.table()))
        .forEach(
            (where, some) ->
                assertThat(some).extracting(ClusterCopyProgress::rows).as(where).isSorted());
  }

  @Test
  void longAnnotationsAreWrittenSoonerSoThatMemoryStaysBounded() {
    store.bulkLoad(
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    pod("web-" + i).annotations(Map.of("long", (i + "x").repeat(100_000))).build()),
        BulkLoadOptions.defaults());
    List<Long> written = new ArrayList<>();

    ClusterCopyReport report =
        copy(
            ClusterCopyOptions.defaults()
                .onProgress(
                    progress -> {
                      if (progress.table().equals("annotation_set")
                          && progress.step() == ClusterCopyStep.COPY) {
                        written.add(progress.rows());
                      }
                    }));

    assertCopied(report);
    assertThat(written).hasSizeGreaterThan(2).last().isEqualTo(60L);
    assertThat(copy(ClusterCopyOptions.defaults()).written()).isZero();
  }

  @Test
  void aDatabaseIsNotCopiedOntoItself() {
    assertThatThrownBy(() -> new ClusterCopy(source, source))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batches(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A random life of the source, copied now and then, sometimes not to the end. The seed is the name of the test. */
  @RepeatedTest(value = 3, name = "seed {currentRepetition}")
  void theTargetBecomesWhatTheSourceIsWhateverHappens(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int copies = 0;
    for (int i = 0; i < RANDOM_OPERATIONS; i++) {
      clock.set(clock.instant().plusMillis(random.nextInt(12) == 0 ? -5 : random.nextInt(4)));
      change(random);
      if (random.nextInt(20) == 0) {
        int[] asked = new int[1];
        int patience = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(40);
        ClusterCopyReport report =
            copy(batches(1 + random.nextInt(9)).cancelWhen(() -> ++asked[0] > patience));
        if (!report.cancelled()) {
          assertCopied(report);
          copies++;
        }
      }
    }
    assertCopied(copy(ClusterCopyOptions.defaults()));
    assertThat(copies).isPositive();
  }

  private void change(Random random) {
    ResourceTags any =
        pod("n-" + random.nextInt(25))
            .uid(random.nextInt(4) == 0 ? null : "uid-" + random.nextInt(2))
            .labels(random.nextInt(5) == 0 ? null : Map.of("team", "t-" + random.nextInt(9)))
            .metricLabels(random.nextInt(3) == 0 ? Map.of("m", "m-" + random.nextInt(4)) : null)
            .annotations(random.nextInt(3) == 0 ? Map.of("note", "n-" + random.nextInt(9)) : null)
            .build();
    switch (random.nextInt(10)) {
      case 0, 1 -> store.delete(any.key(), "somebody");
      case 2 ->
          outbox.acknowledge(
              outbox.pending(1 + random.nextInt(5), Long.MAX_VALUE), clock.instant());
      case 3 -> store.bulkLoad(List.of(any).stream(), BulkLoadOptions.defaults());
      default -> store.upsert(any);
    }
  }
}
