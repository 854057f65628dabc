// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static io.agentstorage.disk.Samples.numbers;
import static io.agentstorage.disk.Samples.numbersIn;
import static io.agentstorage.disk.Samples.sample;
import static io.agentstorage.disk.Samples.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.testkit.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MetricFileStoreTest {
  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("data");
  }

  private MetricFileStore open(MetricFileOptions options) {
    return MetricFileStore.open(folder(), ContentKind.METRICS, options);
  }

  @Test
  void whatIsPutComesBackFromAFile() {
    List<MetricSample> put = new ArrayList<>(samples(0, 100));
    for (String text : List.of("0.1", "1e308", "NaN", "+Inf", "-Inf", "12345678901234567890")) {
      put.add(
          MetricSample.of(
              new MetricSeries("odd \"name\"\n", null, null, null, Map.of("", "ключ \uD83D\uDE00")),
              Instant.EPOCH.minusMillis(1),
              Instant.parse("9999-12-31T23:59:59.999Z"),
              new MetricValue(text)));
    }
    try (MetricFileStore store = open(MetricFileOptions.defaults())) {
      store.put(put);
      store.put(List.of());
      assertThat(store.pending()).isEqualTo(106);
      assertThat(store.folder().list(ContentKind.METRICS)).isEmpty();

      store.flush();

      assertThat(store.pending()).isZero();
      List<MetricFile> files = store.folder().list(ContentKind.METRICS);
      assertThat(files).hasSize(1);
      assertThat(Samples.rows(store.folder(), files.get(0).path())).isEqualTo(put);
      assertThat(store.folder().verify(files.get(0).path())).isEqualTo(106);
      assertThat(files.get(0).bytes()).isPositive();

      store.flush();
      assertThat(store.folder().list(ContentKind.METRICS)).isEqualTo(files);
    }
    assertThat(journals()).isEmpty();
  }

  @Test
  void aSampleWithoutAnIdIsGivenOne() {
    MetricSample given = sample(1);
    try (MetricFileStore store = open(MetricFileOptions.defaults())) {
      store.put(
          new MetricSample(
              given.series(), given.timestamp(), given.created(), given.value(), null));
      store.flush();

      MetricSample stored =
          Samples.rows(store.folder(), store.folder().list(ContentKind.METRICS).get(0).path())
              .get(0);
      assertThat(stored.id()).isNotNull();
      assertThat(stored.series()).isEqualTo(given.series());
    }
  }

  @Test
  void aFileIsMadeAtTheRowLimit() {
    List<MetricFile> told = new CopyOnWriteArrayList<>();
    MetricFileListener listener =
        new MetricFileListener() {
          @Override
          public void written(MetricFile file) {
            told.add(file);
          }
        };
    try (MetricFileStore store =
        open(MetricFileOptions.defaults().rowLimit(10).listener(listener))) {
      for (int i = 0; i < 25; i++) {
        store.put(sample(i));
      }
      Await.until("two files are there", () -> told.size() == 2);
      assertThat(store.pending()).isEqualTo(5);
      assertThat(store.folder().list(ContentKind.METRICS)).isEqualTo(told);
      assertThat(numbersIn(store.folder())).isEqualTo(numbers(0, 20));
    }
    MetricFolder left = MetricFolder.open(folder());
    assertThat(left.list(ContentKind.METRICS)).hasSize(3);
    assertThat(numbersIn(left)).isEqualTo(numbers(0, 25));
  }

  @Test
  void aFileIsMadeAtTheFlushInterval() {
    try (MetricFileStore store =
        open(MetricFileOptions.defaults().flushInterval(Duration.ofMillis(20)))) {
      store.put(sample(0));
      Await.until("the first file is there", () -> store.pending() == 0);
      store.put(sample(1));
      Await.until("the second file is there", () -> store.pending() == 0);
      assertThat(store.folder().list(ContentKind.METRICS)).hasSize(2);
    }
  }

  @Test
  void namesSortByTimeAlsoWhereTheClockIsSetBack() {
    TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (MetricFileStore store = open(MetricFileOptions.defaults().clock(clock))) {
      for (int i = 0; i < 40; i++) {
        store.put(sample(i));
        store.flush();
        clock.advance(Duration.ofSeconds(i % 4 == 3 ? -3600 : i % 2));
      }
      List<Path> byName = store.folder().find("metrics_", ".json.br");
      assertThat(byName).hasSize(40);
      assertThat(byName.stream().map(file -> numbersIn(store.folder(), file).get(0)))
          .isEqualTo(numbers(0, 40));
      assertThat(store.folder().list(ContentKind.METRICS).stream().map(MetricFile::path))
          .isEqualTo(byName);
      assertThat(store.folder().list(ContentKind.METRICS))
          .allMatch(file -> !file.stop().isBefore(file.start()));
    }
  }

  @Test
  void aNameHasTheTimesOfItsFirstAndLastRow() {
    TestClock clock = new TestClock(Instant.ofEpochMilli(5));
    try (MetricFileStore store = open(MetricFileOptions.defaults().clock(clock))) {
      store.put(sample(0));
      clock.set(Instant.ofEpochMilli(1_700_000_000_000L));
      store.put(sample(1));
      clock.advance(Duration.ofHours(1));
      store.flush();

      MetricFile file = store.folder().list(ContentKind.METRICS).get(0);
      assertThat(file.start()).isEqualTo(Instant.ofEpochMilli(5));
      assertThat(file.stop()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
      assertThat(file.path().getFileName().toString())
          .matches(
              "metrics_0000000000005_1700000000000_v1-[0-9a-f]{16}-00000000-[0-9a-f]{8}\\.json\\.br");
    }
  }

  @Test
  void kindsShareAFolderAndDoNotMix() {
    for (ContentKind kind : ContentKind.values()) {
      try (MetricFileStore store = MetricFileStore.open(folder(), kind)) {
        store.put(sample(kind.text().length()));
      }
    }
    MetricFolder files = MetricFolder.open(folder());
    for (ContentKind kind : ContentKind.values()) {
      assertThat(files.list(kind)).hasSize(1);
      assertThat(numbersIn(files, files.list(kind).get(0).path()))
          .containsExactly(kind.text().length());
    }
  }

  @Test
  void aLargePutIsOneFileWhateverTheRowLimit() {
    try (MetricFileStore store = open(MetricFileOptions.defaults().rowLimit(1000))) {
      store.put(samples(0, 20_000)); // some MiB of JSON: several frames
      store.flush();
      assertThat(store.folder().list(ContentKind.METRICS)).hasSize(1);
      assertThat(numbersIn(store.folder())).isEqualTo(numbers(0, 20_000));
    }
  }

  @Test
  void aSampleThatCannotBeWrittenRefusesItsWholePut() {
    MetricSample broken =
        MetricSample.of(
            new MetricSeries("cpu", null, null, null, Map.of("half", "\uD83D")),
            Instant.EPOCH,
            Instant.EPOCH,
            new MetricValue("1"));
    MetricSample large =
        MetricSample.of(
            new MetricSeries("cpu", null, null, null, Map.of("large", "x".repeat(9_000_000))),
            Instant.EPOCH,
            Instant.EPOCH,
            new MetricValue("1"));
    try (MetricFileStore store = open(MetricFileOptions.defaults())) {
      assertThatThrownBy(() -> store.put(List.of(sample(0), broken)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sample 1 of the put");
      assertThatThrownBy(() -> store.put(List.of(large)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sample 0 of the put takes 9");
      assertThat(store.pending()).isZero();
      store.put(sample(2));
    }
    assertThat(numbersIn(MetricFolder.open(folder()))).containsExactly(2);
  }

  @Test
  void aLongLabelComesBack() {
    MetricSample row =
        MetricSample.of(
            new MetricSeries(
                "cpu", null, null, null, Map.of("k".repeat(100_000), "v".repeat(7_000_000))),
            Instant.EPOCH,
            Instant.EPOCH,
            new MetricValue("1"));
    try (MetricFileStore store = open(MetricFileOptions.defaults())) {
      store.put(row);
      store.flush();
      Path file = store.folder().list(ContentKind.METRICS).get(0).path();
      assertThat(Samples.rows(store.folder(), file).get(0).equals(row)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void eightThreadsPutAndEachRowIsThereOnce(int syncMillis) throws Exception {
    Durability durability =
        syncMillis == 0 ? Durability.EACH_PUT : Durability.every(Duration.ofMillis(syncMillis));
    int each = 400;
    try (MetricFileStore store =
        open(MetricFileOptions.defaults().rowLimit(100).durability(durability))) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int first = t * each;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = first; i < first + each; i += 4) {
                        store.put(samples(i, i + 4));
                        if (i % 100 == 0) {
                          store.flush();
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      store.flush();
      assertThat(store.pending()).isZero();
      assertThat(numbersIn(store.folder()))
          .containsExactlyInAnyOrderElementsOf(numbers(0, 8 * each));
    }
  }

  @Test
  void closeWhileOthersPutLosesNothingThatWasAcknowledged() throws Exception {
    List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    CountDownLatch running = new CountDownLatch(4);
    MetricFileStore store = open(MetricFileOptions.defaults().rowLimit(50));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 1_000_000;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = first; ; i++) {
                      try {
                        store.put(sample(i));
                      } catch (StorageException e) {
                        refused.add(e);
                        return;
                      }
                      acknowledged.add(i);
                      if (i == first + 20) {
                        running.countDown();
                      }
                    }
                  }));
    }
    running.await();
    store.close();
    store.close();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(refused)
        .hasSize(4)
        .allSatisfy(e -> assertThat(e).hasMessageContaining("the store is closed"));
    assertThat(numbersIn(MetricFolder.open(folder())))
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThatThrownBy(store::flush).hasMessageContaining("the store is closed");
    assertThat(journals()).isEmpty();
  }

  @Test
  void closeEndsAllThreads() {
    MetricFileStore store =
        open(MetricFileOptions.defaults().durability(Durability.every(Duration.ofMillis(5))));
    store.put(sample(0));
    List<Thread> threads = threadsOfStores();
    assertThat(threads).hasSize(2);
    store.close();
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void anInterruptedThreadPutsAndOthersGoOn() {
    try (MetricFileStore store = open(MetricFileOptions.defaults())) {
      Thread.currentThread().interrupt();
      store.put(sample(0));
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      store.put(sample(1));
      Thread.currentThread().interrupt();
      assertThatThrownBy(store::flush).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      store.flush();
      assertThat(numbersIn(store.folder())).containsExactly(0, 1);
      store.put(sample(2));
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(numbersIn(MetricFolder.open(folder()))).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void aListenerThatThrowsIsTheLastFailureAndLosesNothing() {
    MetricFileListener listener =
        new MetricFileListener() {
          @Override
          public void written(MetricFile file) {
            throw new IllegalStateException("not today");
          }
        };
    MetricFileStore store = open(MetricFileOptions.defaults().listener(listener));
    store.put(sample(0));
    assertThatThrownBy(store::flush)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("not today");
    assertThat(store.lastFailure()).isPresent();
    assertThat(numbersIn(store.folder())).containsExactly(0);
    store.flush();
    assertThat(store.lastFailure()).isEmpty();
    store.close();
  }

  @Test
  void aListenerThatFlushesIsRefusedInsteadOfWaitingForItself() {
    MetricFileStore[] store = new MetricFileStore[1];
    MetricFileListener listener =
        new MetricFileListener() {
          @Override
          public void written(MetricFile file) {
            store[0].flush();
          }
        };
    store[0] = open(MetricFileOptions.defaults().listener(listener));
    store[0].put(sample(0));
    assertThatThrownBy(store[0]::flush).hasMessageContaining("must neither flush nor close");
    store[0].close();
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefusedWithTheCure() throws Exception {
    Files.writeString(folder(), "not a folder");
    assertThatThrownBy(() -> open(MetricFileOptions.defaults()))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(folder().toString())
        .hasMessageContaining("it is no folder; name one");
    Path below = folder().resolve("below");
    assertThatThrownBy(() -> MetricFileStore.open(below, ContentKind.METRICS))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("cannot be created");
  }

  @Test
  void aJournalThatSomebodyHasRemovedIsReportedAsLost() throws Exception {
    MetricFileStore store = open(MetricFileOptions.defaults());
    store.put(sample(0));
    for (Path file : journals()) {
      if (file.toString().endsWith(".journal")) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(store::flush)
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("somebody has removed it");
    assertThat(store.pending()).isEqualTo(1);
    assertThatThrownBy(store::close).hasMessageContaining("somebody has removed it");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    MetricFileOptions defaults = MetricFileOptions.defaults();
    assertThatThrownBy(() -> defaults.rowLimit(0)).hasMessageContaining("row limit");
    assertThatThrownBy(() -> defaults.brotliLevel(12)).hasMessageContaining("0 to 11");
    assertThatThrownBy(() -> defaults.flushInterval(Duration.ZERO))
        .hasMessageContaining("flush interval");
    assertThatThrownBy(() -> defaults.retryInterval(Duration.ofDays(400)))
        .hasMessageContaining("retry interval");
    assertThatThrownBy(() -> Durability.every(Duration.ZERO)).hasMessageContaining("at least 1 ms");
    assertThatThrownBy(() -> Durability.every(Duration.ofDays(2))).hasMessageContaining("1 day");
  }

  /** What is in the folder of journals, the lock that stays for good left out. */
  private List<Path> journals() {
    try (Stream<Path> files = Files.list(folder().resolve(".journal"))) {
      return files.filter(file -> !file.endsWith("folder.lock")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Thread> threadsOfStores() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("metric-files-"))
        .toList();
  }
}
