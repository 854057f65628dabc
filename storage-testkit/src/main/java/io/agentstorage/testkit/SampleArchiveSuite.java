// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.RetainedData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples are archived before they are deleted, whatever fails, on every database. */
public abstract class SampleArchiveSuite {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");

  /** Of a day; more than two chunks. */
  private static final int SAMPLES = 12_000;

  @TempDir Path folder;
  private final TestClock clock = new TestClock(START.plus(Duration.ofDays(10)));
  private Recorded archive;
  private Database database;
  private MetricStore store;

  /** For subclasses. */
  protected SampleArchiveSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  /**
   * Opens an empty archive.
   *
   * @param empty a folder that is there
   * @return the archive
   */
  protected SampleArchive openArchive(Path empty) {
    return new FolderSampleArchive(empty);
  }

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new MetricRepository(database);
    archive = new Recorded(openArchive(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static MetricSample sample(int series, Instant at, String value) {
    return new MetricSample(
        new MetricSeries("cpu", "node-" + series % 3, null, null, Map.of("pod", "p" + series)),
        at,
        at.plusMillis(40),
        new MetricValue(value),
        null);
  }

  /** A sample of each of 40 series every 288 s. */
  private static List<MetricSample> day(int day) {
    Instant start = START.plus(Duration.ofDays(day));
    return IntStream.range(0, SAMPLES)
        .mapToObj(i -> sample(i % 40, start.plusMillis(i / 40 * 288_000L), "" + i + ".5"))
        .toList();
  }

  private List<MetricSample> load(int... days) {
    List<MetricSample> all = new ArrayList<>();
    for (int day : days) {
      all.addAll(day(day));
    }
    store.bulk().load(all.stream(), BulkLoadOptions.defaults());
    return all;
  }

  private Retention retention(SampleArchive into, Duration age) {
    RetentionPolicy policy =
        RetentionPolicy.defaults()
            .with(RetainedData.SAMPLES, RetentionRule.keepAll().maxAge(age))
            .chunks(50_000, Duration.ofHours(1), Duration.ZERO);
    return Retention.of(database, RetainedData.of(database, into, clock), policy, clock);
  }

  private RetentionReport runAll(SampleArchive into) {
    return retention(into, Duration.ZERO).run();
  }

  private List<MetricSample> archived() {
    List<MetricSample> all = new ArrayList<>();
    archive.parts().forEach(part -> archive.read(part, all::add));
    return all;
  }

  private List<MetricSample> stored() {
    try (Stream<MetricSample> all = store.scan(START, START.plus(Duration.ofDays(100)))) {
      return all.toList();
    }
  }

  @Test
  void whatIsOldIsArchivedAndThenGone() {
    load(0, 1, 8);

    RetentionReport report = retention(archive, Duration.ofDays(5)).run();

    assertThat(report.classes())
        .filteredOn(one -> one.name().equals(RetainedData.SAMPLES))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.rows()).isEqualTo(2 * SAMPLES);
              assertThat(one.chunks()).isEqualTo(6);
            });
    List<MetricSample> old = new ArrayList<>(day(0));
    old.addAll(day(1));
    assertThat(archive.parts()).hasSize(2);
    assertThat(archived()).containsExactlyInAnyOrderElementsOf(old);
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(day(8));
    assertThat(remembered()).contains("archive-parts").doesNotContain("archive", "archive-done");
    assertThat(remembered()).filteredOn(key -> key.startsWith("part/")).hasSize(2);
  }

  private List<String> remembered() {
    return database
        .dsl()
        .select(OPERATIONAL_STATE.STATE_KEY)
        .from(OPERATIONAL_STATE)
        .fetch(OPERATIONAL_STATE.STATE_KEY);
  }

  @Test
  void onlyWholePeriodsGoAndThePlanCountsThem() {
    store.put(
        List.of(
            sample(1, START.plusMillis(299_999), "1"),
            sample(1, START.plusMillis(300_000), "2"),
            sample(1, START.plusMillis(400_000), "3")));
    clock.set(START.plusMillis(599_999));

    ClassPlan plan =
        retention(archive, Duration.ZERO).plan().classes().stream()
            .filter(one -> one.name().equals(RetainedData.SAMPLES))
            .findFirst()
            .orElseThrow();
    runAll(archive);

    assertThat(plan.rows()).isOne();
    assertThat(plan.cutoff()).isEqualTo(START.plusMillis(300_000));
    assertThat(archived()).hasSize(1);
    assertThat(stored()).hasSize(2);
  }

  @Test
  void whatComesLateOrChangesStaysAndGoesWithTheNextPart() {
    load(0);
    MetricSample late = sample(7, START.plusMillis(77), "77");
    MetricSample changed = sample(0, START, "0.25");
    SampleArchive interrupted =
        new Wrapped() {
          @Override
          public void read(String part, Consumer<MetricSample> reader) {
            super.read(part, reader);
            store.put(List.of(late, changed));
          }
        };

    Retention retention = retention(interrupted, Duration.ZERO);
    retention.run(new RetentionListener() {}, () -> archive.parts().size() == 1 && !inProgress());

    assertThat(stored()).containsExactlyInAnyOrder(late, changed);
    assertThat(archived()).containsExactlyInAnyOrderElementsOf(day(0));
    runAll(archive);
    assertThat(stored()).isEmpty();
    assertThat(archived()).hasSize(SAMPLES + 2).contains(late, changed);
  }

  private boolean inProgress() {
    return remembered().contains("archive");
  }

  @Test
  void anArchiveThatLosesSomethingLetsNothingGo() {
    load(0);
    SampleArchive losing =
        new Wrapped() {
          @Override
          public void write(String part, SampleSource samples) {
            int[] count = {0};
            super.write(
                part,
                writer ->
                    samples.forEach(
                        sample -> {
                          if (count[0]++ != 5_555) {
                            writer.accept(sample);
                          }
                        }));
          }
        };

    assertThatThrownBy(() -> runAll(losing))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("nothing was deleted");

    assertThat(stored()).hasSize(SAMPLES);
    assertThat(archive.parts()).isEmpty();
    runAll(archive);
    assertThat(archived()).containsExactlyInAnyOrderElementsOf(day(0));
  }

  @Test
  void anArchiveThatChangesAValueLetsNothingGo() {
    load(0);
    SampleArchive changing =
        new Wrapped() {
          @Override
          public void read(String part, Consumer<MetricSample> reader) {
            super.read(
                part,
                sample ->
                    reader.accept(
                        new MetricSample(
                            sample.series(),
                            sample.timestamp(),
                            sample.created(),
                            sample.value().text().equals("7.5")
                                ? new MetricValue("7.50")
                                : sample.value(),
                            null)));
          }
        };

    assertThatThrownBy(() -> runAll(changing)).isInstanceOf(CorruptException.class);

    assertThat(stored()).hasSize(SAMPLES);
  }

  @Test
  void whateverStepFailsEachSampleIsArchivedOnceInTheEnd() {
    for (int failing = 1; failing <= 4; failing++) {
      load(failing);
      SampleArchive broken = new FailingAt(failing);
      assertThatThrownBy(() -> runAll(broken)).hasMessageContaining("the disk of a test");
    }

    runAll(archive);

    assertThat(stored()).isEmpty();
    List<MetricSample> all = new ArrayList<>();
    for (int day = 1; day <= 4; day++) {
      all.addAll(day(day));
    }
    assertThat(archived()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aRunThatIsStoppedBetweenTwoChunksIsGoneOnWith() {
    load(0);
    long[] gone = {0};
    RetentionListener counting =
        new RetentionListener() {
          @Override
          public void onChunk(ClassPlan plan, long rows) {
            gone[0] = rows;
          }
        };

    retention(archive, Duration.ZERO).run(counting, () -> gone[0] > 0);

    assertThat(stored()).hasSize(SAMPLES - 5_000);
    MetricSample late = sample(39, START.plus(Duration.ofHours(23)).plusMillis(1), "1e3");
    store.put(List.of(late));
    runAll(archive);
    assertThat(stored()).isEmpty();
    List<MetricSample> all = new ArrayList<>(day(0));
    all.add(late);
    assertThat(archived()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(archive.parts()).hasSize(2);
  }

  /** Knows which parts there are. */
  private static final class Recorded implements SampleArchive {
    private final SampleArchive into;
    private final SortedSet<String> parts = new TreeSet<>();

    Recorded(SampleArchive into) {
      this.into = into;
    }

    List<String> parts() {
      return List.copyOf(parts);
    }

    @Override
    public void write(String part, SampleSource samples) {
      into.write(part, samples);
      parts.add(part);
    }

    @Override
    public void read(String part, Consumer<MetricSample> reader) {
      into.read(part, reader);
    }

    @Override
    public void discard(String part) {
      into.discard(part);
      parts.remove(part);
    }
  }

  /** Passes all on. */
  private class Wrapped implements SampleArchive {
    @Override
    public void write(String part, SampleSource samples) {
      archive.write(part, samples);
    }

    @Override
    public void read(String part, Consumer<MetricSample> reader) {
      archive.read(part, reader);
    }

    @Override
    public void discard(String part) {
      archive.discard(part);
    }
  }

  /** Fails before writing, in the middle of it, after it, or in the middle of reading. */
  private final class FailingAt extends Wrapped {
    private final int step;

    FailingAt(int step) {
      this.step = step;
    }

    private void failAt(int now) {
      if (now == step) {
        throw new StorageException("the disk of a test", null);
      }
    }

    @Override
    public void write(String part, SampleSource samples) {
      failAt(1);
      int[] count = {0};
      super.write(
          part,
          writer ->
              samples.forEach(
                  sample -> {
                    if (count[0]++ == 7_000) {
                      failAt(2);
                    }
                    writer.accept(sample);
                  }));
      failAt(3);
    }

    @Override
    public void read(String part, Consumer<MetricSample> reader) {
      int[] count = {0};
      super.read(
          part,
          sample -> {
            if (count[0]++ == 7_000) {
              failAt(4);
            }
            reader.accept(sample);
          });
    }
  }
}
