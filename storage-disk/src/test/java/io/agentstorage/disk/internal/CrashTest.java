// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFile;
import io.agentstorage.disk.MetricFileStore;
import io.agentstorage.disk.MetricFolder;
import io.agentstorage.disk.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a start makes of each state that a crash can leave. */
@Timeout(120)
class CrashTest {
  private static final int ROWS = 50;

  @TempDir Path root;
  private JournalFolder folder;
  private final JournalId id = new JournalId(ContentKind.METRICS, "00000000000000aa", 3);

  /** As if nothing ran any more from here on. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void leaveJournal() throws IOException {
    folder = new JournalFolder(root.toRealPath());
    Durable.createFolder(folder.path());
    try (JournalWriter writer = JournalWriter.create(folder, id)) {
      for (int i = 0; i < ROWS; i += 5) {
        long time = 1_700_000_000_000L + i;
        List<Frame> frames =
            FrameBuilder.of(Samples.samples(i, i + 5)).stream()
                .map(frame -> frame.putAt(time))
                .toList();
        writer.append(frames, true);
      }
    }
  }

  private void crashAfter(Publication.Step last) {
    Publication publication =
        new Publication(
            folder,
            1,
            part -> {},
            step -> {
              if (step == last) {
                throw new Crash();
              }
            });
    assertThatThrownBy(() -> publication.finish(id, SealedJournal.UNKNOWN))
        .isInstanceOf(Crash.class);
  }

  private MetricFileStore open() {
    return MetricFileStore.open(root, ContentKind.METRICS);
  }

  /** Opens a store, lets it finish what was left, and gives the numbers of all rows. */
  private List<Integer> recover() {
    try (MetricFileStore store = open()) {
      store.flush();
      assertThat(store.pending()).isZero();
    }
    return numbers();
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    MetricFolder files = MetricFolder.open(root);
    for (MetricFile file : files.list(ContentKind.METRICS)) {
      try (Stream<MetricSample> rows = files.read(file.path())) {
        rows.map(Samples::number).forEach(numbers::add);
      }
    }
    return numbers;
  }

  private static List<Integer> all() {
    return IntStream.range(0, ROWS).boxed().toList();
  }

  private List<String> leftInJournalFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files.map(MetricFiles::name).filter(name -> !name.equals("folder.lock")).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Publication.Step.class,
      names = {"TEMPORARY_WRITTEN", "COMMITTED", "PUBLISHED", "REMOVED"})
  void afterEachStepARestartHasAllRowsOnce(Publication.Step step) throws IOException {
    crashAfter(step);

    assertThat(recover()).isEqualTo(all());
    assertThat(leftInJournalFolder()).isEmpty();
    assertThat(recover()).isEqualTo(all());
  }

  @ParameterizedTest
  @EnumSource(
      value = Publication.Step.class,
      names = {"TEMPORARY_WRITTEN", "COMMITTED", "PUBLISHED"})
  void aCrashOfTheRestartChangesNothing(Publication.Step step) throws IOException {
    crashAfter(step);
    for (Publication.Step next : Publication.Step.values()) {
      Publication publication =
          new Publication(
              folder,
              1,
              part -> {},
              reached -> {
                if (reached == next) {
                  throw new Crash();
                }
              });
      try {
        publication.finish(id, SealedJournal.UNKNOWN);
      } catch (Crash e) {
        // the next restart goes on
      }
    }
    assertThat(recover()).isEqualTo(all());
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @Test
  void pendingCountsWhatHasNoFileYet() {
    crashAfter(Publication.Step.TEMPORARY_WRITTEN);
    try (MetricFileStore store = open()) {
      // It may be done already; never is it more.
      assertThat(store.pending()).isIn(0L, (long) ROWS);
    }
  }

  @Test
  void aHalfWrittenTemporaryFileIsWrittenAgain() throws IOException {
    Files.writeString(folder.temporary(id), "half of a file");

    assertThat(recover()).isEqualTo(all());
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @Test
  void aFileThatWasMovedOnBeforeTheRestartIsNotMadeAgain() throws IOException {
    crashAfter(Publication.Step.PUBLISHED);
    MetricFolder files = MetricFolder.open(root);
    Path moved = files.move(files.list(ContentKind.METRICS).get(0).path(), "uploaded");

    assertThat(recover()).isEmpty();
    assertThat(files.verify(moved)).isEqualTo(ROWS);
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @Test
  void aFileThatWasSentAndDeletedBeforeTheRestartIsNotMadeAgain() throws IOException {
    crashAfter(Publication.Step.PUBLISHED);
    Files.delete(MetricFolder.open(root).list(ContentKind.METRICS).get(0).path());

    assertThat(recover()).isEmpty();
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Publication.Step.class,
      names = {"COMMITTED", "PUBLISHED"})
  void aFileThatWasDamagedBeforeTheRestartIsMadeAgainFromTheJournal(Publication.Step step)
      throws IOException {
    crashAfter(step);
    Path file =
        step == Publication.Step.COMMITTED
            ? folder.temporary(id)
            : MetricFolder.open(root).list(ContentKind.METRICS).get(0).path();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);

    try (MetricFileStore store = open()) {
      store.flush();
      assertThat(store.quarantined())
          .hasSize(1)
          .allSatisfy(part -> assertThat(part.file()).exists())
          .allSatisfy(part -> assertThat(part.bytes()).isEqualTo(bytes.length));
    }
    assertThat(numbers()).isEqualTo(all());
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @Test
  void aTemporaryFileWithoutItsJournalIsPutAside() throws IOException {
    Files.delete(folder.journal(id));
    Files.writeString(folder.temporary(id), "whose?");

    try (MetricFileStore store = open()) {
      store.flush();
      assertThat(store.quarantined()).hasSize(1);
    }
    assertThat(leftInJournalFolder()).isEmpty();
  }

  @Test
  void anotherFileUnderTheChosenNameIsNeverOverwritten() throws IOException {
    crashAfter(Publication.Step.COMMITTED);
    FileName name = Objects.requireNonNull(folder.committedName(id));
    Path other = Files.writeString(root.resolve(name.text()), "another");

    MetricFileStore store = open();
    assertThatThrownBy(store::flush)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is one already");
    assertThatThrownBy(store::close).isInstanceOf(StorageException.class);
    assertThat(other).hasContent("another");

    Files.delete(other);
    assertThat(recover()).isEqualTo(all());
  }

  @Test
  void aJournalOfANewerVersionIsLeftAloneAndReported() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.journal(id));
    bytes[Frame.VERSION_AT]++;
    Files.write(folder.journal(id), bytes);

    try (MetricFileStore store = open()) {
      store.flush();
      assertThat(store.quarantined()).hasSize(1);
      assertThat(store.quarantined().get(0).reason()).contains("a newer version has written it");
    }
    assertThat(Files.readAllBytes(folder.journal(id))).isEqualTo(bytes);
  }

  @Test
  void storesThatLeftNothingLeaveNoLock() throws IOException {
    Files.delete(folder.journal(id));
    Files.createFile(folder.storeLock(ContentKind.METRICS, "00000000000000bb"));
    open().close();
    assertThat(leftInJournalFolder()).isEmpty();
  }
}
