// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.store.BulkLoadOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {
  private static ChunkReader<String, String> reader(
      Iterator<String> rows, BulkLoadOptions<String> options) {
    return new ChunkReader<>(rows, new TextTarget(), options);
  }

  private static Iterator<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> "%06d".formatted(count - i)).iterator();
  }

  private static List<Chunk<String, String>> all(ChunkReader<String, String> reader) {
    List<Chunk<String, String>> chunks = new ArrayList<>();
    for (Chunk<String, String> chunk = reader.next(); chunk != null; chunk = reader.next()) {
      chunks.add(chunk);
    }
    return chunks;
  }

  @Test
  void chunksHaveTheRowsThatWereAskedForAndTheRest() {
    List<Chunk<String, String>> chunks =
        all(reader(numbers(25), BulkLoadOptions.<String>defaults().chunkRows(10)));

    assertThat(chunks).extracting(Chunk::size).containsExactly(10, 10, 5);
    assertThat(chunks).extracting(Chunk::first).containsExactly(0L, 10L, 20L);
  }

  @Test
  void rowsOfAChunkAreInTheOrderOfTheTargetAndKnowTheirPlace() {
    BulkLoadOptions<String> told = BulkLoadOptions.<String>defaults().onReject(row -> {});
    Chunk<String, String> chunk = Objects.requireNonNull(reader(numbers(3), told).next());

    assertThat(chunk.rows()).extracting(BulkRow::row).containsExactly("000001", "000002", "000003");
    assertThat(chunk.rows()).extracting(BulkRow::position).containsExactly(2L, 1L, 0L);
  }

  @Test
  void rowsOfWhichNobodyIsToldAreNotKept() {
    Chunk<String, String> chunk =
        Objects.requireNonNull(
            reader(List.of("a", TextTarget.WRONG).iterator(), BulkLoadOptions.defaults()).next());

    assertThat(chunk.rows().getFirst().row()).isNull();
    assertThat(chunk.rejects().getFirst().row()).isNull();
  }

  @Test
  void largeRowsMakeSmallChunks() {
    String large = "x".repeat(1 << 20);
    Iterator<String> rows = IntStream.range(0, 20).mapToObj(i -> large).iterator();

    List<Chunk<String, String>> chunks = all(reader(rows, BulkLoadOptions.defaults()));

    assertThat(chunks.size()).isGreaterThanOrEqualTo(5);
    assertThat(chunks.stream().mapToInt(Chunk::size).sum()).isEqualTo(20);
  }

  @Test
  void refusedRowsMakeSmallChunksToo() {
    Iterator<String> rows = IntStream.range(0, 5_000).mapToObj(i -> TextTarget.WRONG).iterator();

    List<Chunk<String, String>> chunks = all(reader(rows, BulkLoadOptions.defaults()));

    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.size()).isLessThanOrEqualTo(256));
    assertThat(chunks.stream().mapToInt(Chunk::size).sum()).isEqualTo(5_000);
  }

  @Test
  void aRowThatIsRefusedKeepsItsPlace() {
    Chunk<String, String> chunk =
        Objects.requireNonNull(
            reader(List.of("a", TextTarget.WRONG, "c").iterator(), BulkLoadOptions.defaults())
                .next());

    assertThat(chunk.rejects()).extracting(Refused::position).containsExactly(1L);
    assertThat(chunk.rows()).extracting(BulkRow::position).containsExactly(0L, 2L);
  }

  @Test
  void nothingIsTakenOnceItIsCancelled() {
    List<String> taken = new ArrayList<>();
    Iterator<String> rows =
        IntStream.range(0, 100).mapToObj(i -> "row " + i).peek(taken::add).iterator();
    ChunkReader<String, String> reader =
        reader(
            rows,
            BulkLoadOptions.<String>defaults().chunkRows(10).cancelWhen(() -> taken.size() >= 15));

    List<Chunk<String, String>> chunks = all(reader);

    assertThat(chunks).extracting(Chunk::size).containsExactly(10, 5);
    assertThat(reader.cancelled()).isTrue();
    assertThat(taken).hasSize(15);
  }

  @Test
  void aShorterInputThanWasResumedSaysHowShort() {
    assertThat(reader(numbers(7), BulkLoadOptions.defaults()).skip(10)).isEqualTo(7);
  }

  @Test
  void aRowOfNullIsNamed() {
    List<String> rows = new ArrayList<>(List.of("a", "b"));
    rows.add(null);

    assertThatThrownBy(() -> reader(rows.iterator(), BulkLoadOptions.defaults()).next())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("row 2");
  }
}
