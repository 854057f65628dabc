// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFile;
import io.agentstorage.disk.MetricFileStore;
import io.agentstorage.disk.MetricFolder;
import io.agentstorage.disk.Quarantined;
import io.agentstorage.disk.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Journals that were cut or damaged: the good part is kept, the rest is put aside, and nothing is invented. */
@Timeout(300)
class DamagedJournalTest {
  private static final int PUTS = 4;
  private static final int ROWS_OF_PUT = 2;

  @TempDir Path temp;
  private final JournalId id = new JournalId(ContentKind.METRICS, "00000000000000aa", 0);
  private byte[] journal = new byte[0];

  /** Where each put ends; the first is where the header does. */
  private final List<Integer> ends = new ArrayList<>();

  @BeforeEach
  void writeJournal() throws IOException {
    JournalFolder folder = new JournalFolder(temp.resolve("original"));
    Durable.createFolder(folder.path());
    try (JournalWriter writer = JournalWriter.create(folder, id)) {
      ends.add((int) writer.length());
      for (int i = 0; i < PUTS; i++) {
        writer.append(
            FrameBuilder.of(Samples.samples(i * ROWS_OF_PUT, (i + 1) * ROWS_OF_PUT)), false);
        ends.add((int) writer.length());
      }
    }
    journal = Files.readAllBytes(folder.journal(id));
    assertThat(ends.get(PUTS)).isEqualTo(journal.length);
  }

  private record Recovered(List<Integer> numbers, List<Quarantined> quarantined) {}

  private Recovered recover(byte[] bytes, String name) throws IOException {
    JournalFolder folder = new JournalFolder(temp.resolve(name));
    Durable.createFolder(folder.path());
    Files.write(folder.journal(id), bytes);
    List<Integer> numbers = new ArrayList<>();
    try (MetricFileStore store = MetricFileStore.open(folder.root(), ContentKind.METRICS)) {
      store.flush();
      assertThat(store.pending()).isZero();
      MetricFolder files = store.folder();
      for (MetricFile file : files.list(ContentKind.METRICS)) {
        try (Stream<MetricSample> rows = files.read(file.path())) {
          rows.map(Samples::number).forEach(numbers::add);
        }
      }
      return new Recovered(numbers, store.quarantined());
    }
  }

  /** How many puts are whole in so many bytes. */
  private int wholePuts(int bytes) {
    return (int) ends.stream().skip(1).filter(end -> end <= bytes).count();
  }

  private static List<Integer> rowsOf(int puts) {
    return IntStream.range(0, puts * ROWS_OF_PUT).boxed().toList();
  }

  @Test
  void cutAtAnyByteItKeepsTheWholePutsAndPutsTheRestAside() throws IOException {
    for (int length = 0; length <= journal.length; length++) {
      byte[] cut = Arrays.copyOf(journal, length);
      int puts = wholePuts(length);

      Recovered recovered = recover(cut, "cut-" + length);

      assertThat(recovered.numbers()).as("cut at %d", length).isEqualTo(rowsOf(puts));
      int good = length < ends.get(0) ? length : ends.get(puts);
      if (good == length) {
        assertThat(recovered.quarantined()).as("cut at %d", length).isEmpty();
      } else {
        assertThat(recovered.quarantined()).as("cut at %d", length).hasSize(1);
        assertThat(Files.readAllBytes(recovered.quarantined().get(0).file()))
            .isEqualTo(Arrays.copyOfRange(cut, good, length));
      }
    }
  }

  @Test
  void aFlippedByteAnywhereKeepsThePutsBeforeItAndPutsTheRestAside() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = journal.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      if (at == Frame.VERSION_AT) {
        continue; // another version, which is not damage
      }
      int good = at < ends.get(0) ? 0 : ends.get(wholePuts(at));

      Recovered recovered = recover(damaged, "flip-" + i);

      assertThat(recovered.numbers())
          .as("flipped at %d", at)
          .isEqualTo(at < ends.get(0) ? List.of() : rowsOf(wholePuts(at)));
      assertThat(recovered.quarantined()).as("flipped at %d", at).hasSize(1);
      assertThat(Files.readAllBytes(recovered.quarantined().get(0).file()))
          .isEqualTo(Arrays.copyOfRange(damaged, good, damaged.length));
      assertThat(recovered.quarantined().get(0).reason()).isNotEmpty();
    }
  }

  @Test
  void zerosThatAFilesystemLeftBehindTheEndArePutAside() throws IOException {
    Recovered recovered = recover(Arrays.copyOf(journal, journal.length + 10_000), "zeros");

    assertThat(recovered.numbers()).isEqualTo(rowsOf(PUTS));
    assertThat(recovered.quarantined()).hasSize(1);
    assertThat(recovered.quarantined().get(0).bytes()).isEqualTo(10_000);
  }

  @Test
  void aFrameThatIsWholeButNotInItsPlaceIsNoRow() throws IOException {
    byte[] twice = Arrays.copyOf(journal, journal.length + ends.get(1) - ends.get(0));
    System.arraycopy(journal, ends.get(0), twice, journal.length, ends.get(1) - ends.get(0));

    Recovered recovered = recover(twice, "twice");

    assertThat(recovered.numbers()).isEqualTo(rowsOf(PUTS));
    assertThat(recovered.quarantined()).hasSize(1);
  }

  @Test
  void aPutOfSeveralFramesIsThereAsAWholeOrNotAtAll() throws IOException {
    JournalFolder folder = new JournalFolder(temp.resolve("large"));
    Durable.createFolder(folder.path());
    List<Frame> large = FrameBuilder.of(Samples.samples(100, 10_000));
    assertThat(large).hasSizeGreaterThan(2);
    long start;
    try (JournalWriter writer = JournalWriter.create(folder, id)) {
      writer.append(FrameBuilder.of(Samples.samples(0, 2)), false);
      start = writer.length();
      writer.append(large, false);
    }
    byte[] whole = Files.readAllBytes(folder.journal(id));
    int first = (int) start + Frame.HEAD_BYTES + large.get(0).json().length;

    Recovered recovered = recover(Arrays.copyOf(whole, first), "after-its-first-frame");

    assertThat(recovered.numbers()).containsExactly(0, 1);
    assertThat(recovered.quarantined()).hasSize(1);
    assertThat(recovered.quarantined().get(0).reason()).contains("last put was not finished");
    assertThat(recover(whole, "all").numbers()).hasSize(9902);
  }
}
