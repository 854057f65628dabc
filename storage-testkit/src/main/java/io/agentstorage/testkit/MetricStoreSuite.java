// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SAMPLE;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.RowOutcome;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metric samples, on every database. */
public abstract class MetricStoreSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:00:00Z");
  private static final Comparator<MetricSample> BY_SERIES_AND_TIME =
      Comparator.comparing((MetricSample sample) -> sample.series().allLabels().toString())
          .thenComparing(MetricSample::timestamp);

  private Database database;
  private MetricStore store;

  /** For subclasses. */
  protected MetricStoreSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new MetricRepository(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static MetricSeries cpu(String node, String pod) {
    return new MetricSeries(
        "cpu", node, "prod", "123", Map.of("pod", pod, "namespace", "web", "path", "/a b/ü?"));
  }

  private static MetricSample sample(MetricSeries series, Duration after, String value) {
    return new MetricSample(
        series, START.plus(after), START.plus(after).plusMillis(17), new MetricValue(value), null);
  }

  private static MetricSample sample(MetricSeries series, int minute, String value) {
    return sample(series, Duration.ofMinutes(minute), value);
  }

  private List<MetricSample> all() {
    return store.stream(MetricQuery.all()).toList();
  }

  @Test
  void whatIsPutIsReadAgain() {
    List<MetricSample> samples =
        List.of(
            sample(cpu("n1", "a"), 0, "1"),
            sample(cpu("n1", "a"), 1, "2"),
            sample(cpu("n1", "b"), 0, "3"),
            sample(new MetricSeries("up", null, null, null, Map.of()), 0, "1"));

    BulkLoadReport report = store.put(samples);

    assertThat(report.inserted()).isEqualTo(4);
    assertThat(report.rows()).isEqualTo(4);
    assertThat(all()).containsExactlyInAnyOrderElementsOf(samples);
  }

  @Test
  void aValueKeepsItsText() {
    List<String> texts =
        List.of(
            "0",
            "-0",
            "+0",
            "0.0",
            "1",
            "-1",
            "+1",
            "01",
            "1.",
            ".5",
            "0.1",
            "0.10",
            "1e308",
            "1e+308",
            "1e-308",
            "5e-324",
            "1e400",
            "-1e400",
            "1e-400",
            "NaN",
            "nan",
            "+Inf",
            "Inf",
            "-Inf",
            "+inf",
            "Infinity",
            "12345678901234567890",
            "0.12345678901234567890",
            "9007199254740993",
            "999999999999999",
            "1000000000000000",
            "1.7664e+09",
            "1.234567e+06",
            "123456",
            "1234567",
            "100000",
            "1e+06",
            "1e-05",
            "0.0001",
            "1e21",
            "1e+21",
            "123456789012345680000",
            "0.000001",
            "1e-7",
            "1.5E3",
            "1E3");
    List<MetricSample> samples = new ArrayList<>();
    for (String text : texts) {
      samples.add(sample(cpu("n", "a"), samples.size(), text));
    }

    store.put(samples);

    assertThat(all()).extracting(found -> found.value().text()).containsExactlyElementsOf(texts);
  }

  @Test
  void randomNumbersKeepTheirText() {
    Random random = new Random(7);
    Map<Instant, String> texts = new TreeMap<>();
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      double number =
          random.nextBoolean()
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextLong(1L << random.nextInt(1, 62)) / 100.0;
      MetricValue value =
          switch (random.nextInt(3)) {
            case 0 -> MetricValue.of(number);
            case 1 -> MetricValue.ofGo(number);
            default -> new MetricValue(Double.toString(number).replace("Infinity", "Inf"));
          };
      Instant time = START.plusMillis(i);
      texts.put(time, value.text());
      samples.add(new MetricSample(cpu("n", "a"), time, time, value, null));
    }

    store.put(samples);

    Map<Instant, String> found = new TreeMap<>();
    all().forEach(one -> found.put(one.timestamp(), one.value().text()));
    assertThat(found).isEqualTo(texts);
  }

  @Test
  void howProgramsWriteNumbersNeedsNoText() {
    store.put(
        List.of(
            sample(cpu("n", "a"), 0, "123456789"),
            sample(cpu("n", "a"), 1, "1.7664e+09"),
            sample(cpu("n", "a"), 2, "0.25"),
            sample(cpu("n", "a"), 3, "0.250")));

    assertThat(
            database
                .dsl()
                .select(METRIC_DATA.VALUE_TEXT)
                .from(METRIC_DATA)
                .orderBy(METRIC_DATA.SAMPLED_AT)
                .fetch(METRIC_DATA.VALUE_TEXT))
        .containsExactly(null, "g", null, "0.250");
  }

  @Test
  void aSampleThatIsStoredAgainChangesNothing() {
    MetricSample sample = sample(cpu("n", "a"), 0, "1");
    store.put(List.of(sample));

    MetricSample later =
        new MetricSample(
            sample.series(), sample.timestamp(), START.plusSeconds(900), sample.value(), null);
    BulkLoadReport report = store.put(List.of(later));

    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.inserted() + report.updated()).isZero();
    assertThat(all()).containsExactly(sample);
  }

  @Test
  void anotherValueOfATimeTakesThePlaceOfTheStoredOne() {
    store.put(List.of(sample(cpu("n", "a"), 0, "1")));

    BulkLoadReport report =
        store.put(
            List.of(
                sample(cpu("n", "a"), 0, "NaN"),
                sample(cpu("n", "b"), 0, "1"),
                sample(cpu("n", "a"), 0, "2.50")));

    assertThat(report.updated()).isEqualTo(2);
    assertThat(report.inserted()).isEqualTo(1);
    assertThat(all())
        .containsExactly(sample(cpu("n", "a"), 0, "2.50"), sample(cpu("n", "b"), 0, "1"));
  }

  @Test
  void aSeriesIsStoredOnceAndSharesItsLabels() {
    MetricSeries memory = new MetricSeries("memory", "n1", "prod", "123", cpu("n1", "a").labels());
    for (int minute = 0; minute < 3; minute++) {
      store.put(List.of(sample(cpu("n1", "a"), minute, "1"), sample(memory, minute, "2")));
    }

    assertThat(database.dsl().fetchCount(METRIC_SERIES)).isEqualTo(2);
    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(1);
  }

  @Test
  void seriesDifferByEachOfTheirParts() {
    Map<String, String> labels = Map.of("a", "b");
    List<MetricSeries> series =
        List.of(
            new MetricSeries("m", null, null, null, Map.of()),
            new MetricSeries("m", null, null, null, labels),
            new MetricSeries("m", "x", null, null, labels),
            new MetricSeries("m", null, "x", null, labels),
            new MetricSeries("m", null, null, "x", labels),
            new MetricSeries("n", null, null, "x", labels),
            new MetricSeries("n", null, null, "x", Map.of("a", "b", "name", "m")));

    store.put(series.stream().map(one -> sample(one, 0, "1")).toList());

    assertThat(store.series(MetricQuery.all())).containsExactlyElementsOf(series);
  }

  @Test
  void aQueryIsAboutNamesNodesLabelsAndConditions() {
    MetricSeries a = cpu("n1", "a");
    MetricSeries b = cpu("n2", "b");
    MetricSeries up = new MetricSeries("up", null, null, null, Map.of("pod", "b"));
    store.put(Stream.of(a, b, up).map(series -> sample(series, 0, "1")).toList());

    assertThat(series(MetricQuery.named("cpu"))).containsExactly(a, b);
    assertThat(series(MetricQuery.named("none"))).isEmpty();
    assertThat(series(MetricQuery.all().label("node", "n2"))).containsExactly(b);
    assertThat(series(MetricQuery.all().label("node", ""))).containsExactly(up);
    assertThat(series(MetricQuery.all().label("pod", "b", "c"))).containsExactly(b, up);
    assertThat(series(MetricQuery.all().label("path", "/a b/ü?"))).containsExactly(a, b);
    assertThat(series(MetricQuery.all().label("pod", "b").label("__name__", "up")))
        .containsExactly(up);
    assertThat(series(selected("pod in (a,b),namespace"))).containsExactly(a, b);
    assertThat(series(selected("!namespace"))).containsExactly(up);
    assertThat(series(selected("node=n1"))).containsExactly(a);
    assertThat(series(selected("node!=n1"))).containsExactly(b, up);
    assertThat(series(selected("!node"))).containsExactly(up);
    assertThat(series(selected("node,pod=b"))).containsExactly(b);
    assertThat(series(MetricQuery.all().and(METRIC_SERIES.CLOUD_ACCOUNT_ID.eq("123"))))
        .containsExactly(a, b);
  }

  private static MetricQuery selected(String selector) {
    return MetricQuery.all().labels(LabelSelector.parse(selector));
  }

  private List<MetricSeries> series(MetricQuery query) {
    assertThat(store.stream(query).map(MetricSample::series).distinct())
        .containsExactlyElementsOf(store.series(query).toList());
    assertThat(store.count(query)).isEqualTo(store.stream(query).count());
    return store.series(query).toList();
  }

  @Test
  void aTimeRangeHasItsFirstInstantAndNotItsLast() {
    MetricSeries a = cpu("n", "a");
    store.put(IntStream.range(0, 20).mapToObj(minute -> sample(a, minute, "" + minute)).toList());
    MetricQuery query =
        MetricQuery.all()
            .between(START.plus(Duration.ofMinutes(4)), START.plus(Duration.ofMinutes(11)));

    assertThat(store.stream(query))
        .extracting(found -> found.value().text())
        .containsExactly("4", "5", "6", "7", "8", "9", "10");
    assertThat(store.count(query)).isEqualTo(7);
    assertThat(store.count(query.label("pod", "a"))).isEqualTo(7);
    assertThat(store.scan(query.from(), query.to())).hasSize(7);
    assertThat(
            store.stream(
                query.between(START.plusNanos(1), START.plus(Duration.ofMinutes(1)).plusNanos(1))))
        .extracting(found -> found.value().text())
        .containsExactly("1");
  }

  @Test
  void timesBefore1970AndFarAwayAreKept() {
    MetricSeries a = cpu("n", "a");
    List<MetricSample> samples =
        Stream.of(
                -1L,
                -300_000L,
                -300_001L,
                -86_400_001L,
                0L,
                4_102_444_800_000L,
                9_000_000_000_000_000L)
            .map(Instant::ofEpochMilli)
            .map(time -> new MetricSample(a, time, START, new MetricValue("1"), null))
            .toList();

    store.put(samples);

    assertThat(all())
        .containsExactlyElementsOf(
            samples.stream().sorted(Comparator.comparing(MetricSample::timestamp)).toList());
    assertThat(store.count(MetricQuery.all().between(Instant.MIN, Instant.EPOCH))).isEqualTo(4);
  }

  @Test
  void aTimeThatCannotBeStoredIsRefusedWithAllThatCameWithIt() {
    MetricSample wrong =
        new MetricSample(
            cpu("n", "a"), Instant.ofEpochMilli(Long.MAX_VALUE), START, new MetricValue("1"), null);

    assertThatThrownBy(() -> store.put(List.of(sample(cpu("n", "a"), 0, "1"), wrong)))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("store a sample of cpu: its times");
    assertThat(all()).isEmpty();
  }

  @Test
  void aSeriesThatUtf8CannotHoldIsRejectedAlone() {
    MetricSeries half = new MetricSeries("cpu", "n", null, null, Map.of("pod", "a\ud83d"));
    List<MetricSample> samples =
        List.of(sample(cpu("n", "a"), 0, "1"), sample(half, 0, "2"), sample(cpu("n", "b"), 0, "3"));

    BulkLoadReport report = store.bulk().load(samples, BulkLoadOptions.defaults());

    assertThat(report.rejected()).isEqualTo(1);
    assertThat(all()).containsExactlyInAnyOrder(samples.get(0), samples.get(2));
    assertThatThrownBy(() -> store.put(List.of(samples.get(1))))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  @Test
  void pagesGiveEachSampleOnceInTheOrderOfTheStream() {
    List<MetricSample> samples = new ArrayList<>();
    for (int pod = 0; pod < 40; pod++) {
      for (int minute = 0; minute < 13; minute++) {
        samples.add(sample(cpu("n", "pod-" + pod), minute, "" + minute));
      }
    }
    store.put(samples);
    List<MetricSample> paged = new ArrayList<>();
    PageToken token = null;
    do {
      Page<MetricSample> page = store.page(MetricQuery.all(), 37, token);
      assertThat(page.rows().size()).isBetween(1, 37);
      paged.addAll(page.rows());
      token = page.next();
    } while (token != null);

    assertThat(paged).containsExactlyElementsOf(all());
    assertThat(paged).containsExactlyInAnyOrderElementsOf(samples);
  }

  @Test
  void aPageAfterSomethingElseIsRefused() {
    assertThatThrownBy(() -> store.page(MetricQuery.all(), 5, new PageToken("x!")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no page token");
    assertThatThrownBy(() -> store.page(MetricQuery.all(), 0, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLatestSampleOfEachSeriesIsFoundHoweverOldItIs() {
    List<MetricSample> samples = new ArrayList<>();
    List<MetricSample> latest = new ArrayList<>();
    for (int pod = 0; pod < 600; pod++) {
      MetricSample last = sample(cpu("n", "pod-" + pod), pod % 7 * 11, "2");
      samples.add(sample(cpu("n", "pod-" + pod), -200, "1"));
      samples.add(last);
      latest.add(last);
    }
    store.put(samples);

    assertThat(store.latest(MetricQuery.all())).containsExactlyElementsOf(latest);
    assertThat(
            store.latest(
                MetricQuery.all()
                    .label("pod", "pod-3", "pod-4")
                    .between(Instant.MIN, START.plus(Duration.ofMinutes(33)))))
        .extracting(found -> found.value().text())
        .containsExactly("1", "1");
    assertThat(store.latest(MetricQuery.all().between(START, Instant.MAX))).hasSize(600);
    assertThat(store.latest(MetricQuery.all().between(Instant.MIN, Instant.EPOCH))).isEmpty();
  }

  @Test
  void aScanGivesAllSamplesByPeriodsThenSeries() {
    List<MetricSample> samples = new ArrayList<>();
    for (int minute = 0; minute < 12; minute++) {
      for (int pod = 0; pod < 700; pod++) {
        samples.add(sample(cpu("n", "pod-" + pod), minute, "" + pod));
      }
    }
    store.put(samples);

    List<MetricSample> scanned = store.scan(START, START.plus(Duration.ofMinutes(12))).toList();

    assertThat(scanned).hasSize(8_400).doesNotHaveDuplicates();
    List<Long> periods =
        scanned.stream().map(one -> one.timestamp().toEpochMilli() / 300_000).toList();
    assertThat(periods).isSorted();
    assertThat(scanned.subList(0, 10))
        .extracting(one -> one.series().labels().get("pod") + " " + one.timestamp())
        .startsWith("pod-0 " + START, "pod-0 " + START.plus(Duration.ofMinutes(1)));
  }

  @Test
  void aLoadSaysWhatBecameOfEachSample() {
    store.put(List.of(sample(cpu("n", "a"), 0, "1"), sample(cpu("n", "a"), 1, "1")));
    List<RowOutcome> outcomes = new ArrayList<>();
    List<MetricSample> samples =
        List.of(
            sample(cpu("n", "a"), 2, "1"),
            sample(cpu("n", "a"), 1, "2"),
            sample(cpu("n", "a"), 0, "1"),
            new MetricSample(
                cpu("n", "a"),
                Instant.ofEpochMilli(Long.MIN_VALUE),
                START,
                new MetricValue("1"),
                null));

    BulkLoadReport report =
        store
            .bulk()
            .load(
                samples,
                BulkLoadOptions.<MetricSample>defaults()
                    .onConflict(ConflictPolicy.UPDATE)
                    .onOutcome(row -> outcomes.add(row.outcome())));

    assertThat(report.inserted()).isEqualTo(1);
    assertThat(report.updated()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(outcomes)
        .containsExactly(
            RowOutcome.INSERTED, RowOutcome.UPDATED, RowOutcome.UNCHANGED, RowOutcome.REJECTED);
  }

  @Test
  void aLoadOfManyIsWhatWasLoaded() {
    Random random = new Random(3);
    Map<String, MetricSample> expected = new HashMap<>();
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      MetricSample one =
          sample(
              cpu("n" + random.nextInt(5), "pod-" + random.nextInt(60)),
              random.nextInt(-300, 300),
              String.valueOf(random.nextInt(3)));
      samples.add(one);
      expected.put(one.series().allLabels() + "@" + one.timestamp(), one);
    }

    BulkLoadReport report =
        store
            .bulk()
            .load(
                samples.stream(),
                BulkLoadOptions.<MetricSample>defaults()
                    .chunkRows(1_700)
                    .onConflict(ConflictPolicy.UPDATE));

    assertThat(report.rows()).isEqualTo(30_000);
    assertThat(report.inserted()).isEqualTo(expected.size());
    assertThat(all().stream().sorted(BY_SERIES_AND_TIME))
        .containsExactlyElementsOf(expected.values().stream().sorted(BY_SERIES_AND_TIME).toList());
  }

  @Test
  void whatIsRolledBackIsNotRemembered() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      store.put(List.of(sample(cpu("n", "a"), 0, "1")));
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);

    store.put(List.of(sample(cpu("n", "b"), 0, "2")));
    store.put(List.of(sample(cpu("n", "a"), 0, "3")));

    assertThat(all()).containsExactly(sample(cpu("n", "b"), 0, "2"), sample(cpu("n", "a"), 0, "3"));
  }

  @Test
  void anotherStoreMayDeleteSeriesThatThisOneRemembers() {
    MetricStore other = new MetricRepository(database);
    store.put(List.of(sample(cpu("n", "a"), 0, "1")));
    other.deleteBefore(START.plusSeconds(1));
    other.put(List.of(sample(cpu("n", "b"), 0, "2")));

    store.put(List.of(sample(cpu("n", "a"), 1, "3")));

    assertThat(all()).containsExactly(sample(cpu("n", "b"), 0, "2"), sample(cpu("n", "a"), 1, "3"));
  }

  @Test
  void whatIsBeforeATimeIsDeletedAndSeriesWithoutSamplesToo() {
    List<MetricSample> samples = new ArrayList<>();
    for (int minute = -1000; minute < 100; minute++) {
      for (int pod = 0; pod < 50; pod++) {
        if (pod > 0 || minute < 0) {
          samples.add(sample(cpu("n", "pod-" + pod), minute, "1"));
        }
      }
    }
    store.put(samples);
    Instant time = START.plus(Duration.ofMinutes(3));

    long gone = store.deleteBefore(time);

    List<MetricSample> kept =
        samples.stream().filter(one -> !one.timestamp().isBefore(time)).toList();
    assertThat(gone).isEqualTo(samples.size() - kept.size());
    assertThat(store.count(MetricQuery.all())).isEqualTo(kept.size());
    assertThat(all()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(store.series(MetricQuery.all())).hasSize(49);
    assertThat(store.deleteBefore(time)).isZero();
    assertThat(store.deleteBefore(Instant.MAX)).isEqualTo(kept.size());
    assertThat(store.series(MetricQuery.all())).isEmpty();
  }

  @Test
  void manyThreadsPutAtTheSameTime() throws Exception {
    List<Future<?>> puts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        String node = "n" + thread % 3;
        int first = thread;
        puts.add(
            threads.submit(
                () -> {
                  for (int minute = first; minute < 160; minute += 8) {
                    store.put(
                        List.of(
                            sample(cpu(node, "a"), minute, "1"),
                            sample(cpu(node, "b"), minute, "1")));
                  }
                }));
      }
      for (Future<?> put : puts) {
        put.get();
      }
    }

    assertThat(store.count(MetricQuery.all())).isEqualTo(320);
    assertThat(store.series(MetricQuery.all())).hasSize(6);
  }

  @Test
  void forgettingResourcesKeepsTheLabelsOfSeries() {
    ResourceStore resources = new ResourceRepository(database, Clock.systemUTC());
    resources.upsert(
        ResourceTags.builder(ResourceType.POD, "web")
            .namespace("shop")
            .labels(Map.of("app", "web"))
            .build());
    store.put(List.of(sample(cpu("n", "a"), 0, "1")));

    resources.deleteAll();

    assertThat(series(selected("pod=a"))).containsExactly(cpu("n", "a"));
    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(1);
  }

  @Test
  void theViewShowsSamplesFlat() {
    store.put(List.of(sample(cpu("n", "a"), 0, "2.5")));

    var row = database.dsl().selectFrom(METRIC_SAMPLE).fetchSingle();

    assertThat(row.getName()).isEqualTo("cpu");
    assertThat(row.getNode()).isEqualTo("n");
    assertThat(new TreeMap<>(row.getLabels())).isEqualTo(new TreeMap<>(cpu("n", "a").labels()));
    assertThat(row.getSampledAt()).isEqualTo(START);
    assertThat(row.getCreatedAt()).isEqualTo(START.plusMillis(17));
    assertThat(row.getValue()).isEqualTo(2.5);
    assertThat((@Nullable Object) row.getValueText()).isNull();
  }
}
