// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is in a file and beside it, opening and using it ends, and it ends well or with a StorageException: any other
 * exception fails the test.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedFilesTest {
  private static final Path SHARED = Path.of("../../shared/data");
  private static final int PAGE = 4096;
  private static final int ROWS = 300;
  private static final List<String> SIDE_FILES = List.of("-wal", "-shm", "-journal");

  @TempDir Path folder;
  private Path sound;
  private Path victim;

  /** A database with every kind of page, whose last rows are still in the write-ahead log. */
  @BeforeEach
  void makeSound() throws IOException {
    sound = folder.resolve("sound.db");
    victim = folder.resolve("victim.db");
    Path open = folder.resolve("open.db");
    try (SqliteDatabase database = SqliteDatabase.open(open)) {
      store(database)
          .bulkLoad(
              IntStream.range(0, ROWS - 10).mapToObj(DamagedFilesTest::pod),
              BulkLoadOptions.defaults());
    }
    try (SqliteDatabase database = SqliteDatabase.open(open)) {
      IntStream.range(ROWS - 10, ROWS).forEach(i -> store(database).upsert(pod(i)));
      copy(open, sound);
    }
    assertThat(Raw.beside(sound, "-wal")).isNotEmptyFile();
  }

  private static ResourceTags pod(int i) {
    return ResourceTags.builder(ResourceType.POD, "pod-" + i)
        .namespace("shop")
        .uid("uid-" + i)
        .labels(Map.of("app", "app-" + i % 20, "pod", "pod-" + i))
        .annotations(Map.of("short", "note " + i % 30))
        .metricLabels(i % 50 == 0 ? Map.of("long", "value ".repeat(i)) : null)
        .build();
  }

  private static ResourceStore store(SqliteDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  @Test
  void theSoundOneWorks() {
    copySound();
    Outcome outcome = use(victim);

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.read()).isEqualTo(2L * ROWS);
  }

  @Test
  void oneCutOffAnywhere() throws IOException {
    long bytes = Files.size(sound);
    List<Outcome> outcomes = new ArrayList<>();
    for (long end = 0; end < bytes; end += end < 2 * PAGE ? 700 : PAGE / 2 * 5) {
      copySound();
      truncate(victim, end);
      outcomes.add(use(victim));
    }
    assertThat(outcomes).as("refused").anyMatch(outcome -> !outcome.failures().isEmpty());
  }

  @Test
  void aByteFlippedInEachPage() throws IOException {
    Random random = new Random(1);
    long pages = Files.size(sound) / PAGE;
    List<Outcome> outcomes = new ArrayList<>();
    for (long page = 0; page < pages; page++) {
      copySound();
      Files.delete(Raw.beside(victim, "-wal")); // it may have the same page, whole
      flip(victim, page * PAGE + random.nextInt(page == 0 ? 100 : PAGE));
      outcomes.add(use(victim));
    }
    assertThat(outcomes).as("refused").anyMatch(outcome -> !outcome.failures().isEmpty());
    assertThat(outcomes).as("worked").anyMatch(outcome -> outcome.failures().isEmpty());
  }

  @Test
  void aPageOverwrittenWithAnother() throws IOException {
    byte[] bytes = Files.readAllBytes(sound);
    int pages = bytes.length / PAGE;
    List<Outcome> outcomes = new ArrayList<>();
    for (int page = 1; page < pages; page += 2) {
      byte[] damaged = bytes.clone();
      System.arraycopy(bytes, (page + 7) % pages * PAGE, damaged, page * PAGE, PAGE);
      copySound();
      Files.delete(Raw.beside(victim, "-wal"));
      Files.write(victim, damaged);
      outcomes.add(use(victim));
    }
    assertThat(outcomes).as("refused").anyMatch(outcome -> !outcome.failures().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm", "-journal"})
  void garbageBesideIt(String suffix) throws IOException {
    Random random = new Random(2);
    for (int size : new int[] {0, 1, 31, 32, 33, 512, PAGE, 40_000}) {
      copySound();
      byte[] garbage = new byte[size];
      random.nextBytes(garbage);
      Files.write(Raw.beside(victim, suffix), garbage);
      Outcome outcome = use(victim);

      if (suffix.equals("-journal")) {
        // It looks like a transaction that was cut off, which only a writer may undo.
        assertThat(outcome.failures())
            .allSatisfy(
                failure ->
                    assertThat(failure)
                        .isInstanceOf(ReadOnlyException.class)
                        .hasMessageContaining("open it once for writing"));
      } else {
        assertThat(outcome.failures()).isEmpty();
      }
    }
  }

  @Test
  void aByteFlippedInEachFrameOfTheLog() throws IOException {
    Random random = new Random(3);
    long bytes = Files.size(Raw.beside(sound, "-wal"));
    for (long at = random.nextInt(32); at < bytes; at += 1 + random.nextInt(6 * PAGE)) {
      copySound();
      flip(Raw.beside(victim, "-wal"), at);
      Outcome outcome = use(victim);

      // What was committed before the damage is there; a checksum keeps the rest out.
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.read()).isBetween(2L * (ROWS - 10), 2L * ROWS);
    }
  }

  @Test
  void theLogOfAnotherDatabase() throws IOException {
    Path other = folder.resolve("other.db");
    Path log = folder.resolve("other-copy.db");
    try (SqliteDatabase database = SqliteDatabase.open(other)) {
      IntStream.range(0, 20).forEach(i -> store(database).upsert(pod(1000 + i)));
      copy(other, log);
    }
    copySound();
    Files.move(
        Raw.beside(log, "-wal"), Raw.beside(victim, "-wal"), StandardCopyOption.REPLACE_EXISTING);
    use(victim);
  }

  @Test
  void whatIsNoFileBesideItIsNamed() throws IOException {
    for (String suffix : SIDE_FILES) {
      copySound();
      Path beside = Raw.beside(victim, suffix);
      Files.deleteIfExists(beside);
      Files.createDirectory(beside);
      Outcome outcome = use(victim);

      assertThat(outcome.failures())
          .hasSize(2)
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(CannotOpenException.class)
                      .hasMessageContaining(beside.toString()));
      Files.delete(beside);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-wal", "-shm", "-journal"})
  void aNamedPipeIsNotWaitedFor(String suffix) throws Exception {
    copySound();
    Path pipe = Raw.beside(victim, suffix);
    Files.deleteIfExists(pipe);
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    Outcome outcome = use(victim);

    assertThat(outcome.failures())
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining(pipe.toString()));
  }

  @Test
  void theFilesOfOthersAreRefusedAndLeftAsTheyWere() throws Exception {
    Path index = SHARED.resolve("sqlcipher__sqlcipher/INDEX.tsv");
    assumeThat(index).exists();
    int looked = 0;
    for (String line : Files.readAllLines(index)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      Files.copy(index.resolveSibling(columns[0]), victim, StandardCopyOption.REPLACE_EXISTING);
      assertThat(victim.toFile().setWritable(true)).isTrue();
      String before = Raw.sha256(victim);
      Outcome outcome = use(victim);

      assertThat(outcome.failures())
          .as(line)
          .hasSize(2)
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOfAny(CorruptException.class, SchemaMismatchException.class)
                      .hasMessageContaining(victim.toString()));
      if (columns[3].startsWith("ERR file is not a database")) {
        assertThat(outcome.failures()).hasOnlyElementsOfType(CorruptException.class);
      }
      assertThat(Raw.sha256(victim)).as(line).isEqualTo(before);
      looked++;
    }
    assertThat(looked).isGreaterThan(50);
  }

  @Test
  void theLogsOfOthersDoNoHarm() throws Exception {
    Path logs = SHARED.resolve("benbjohnson__litestream/testdata");
    assumeThat(logs).exists();
    List<Path> found;
    try (Stream<Path> walk = Files.walk(logs)) {
      found = walk.filter(path -> path.endsWith("wal")).toList();
    }
    assertThat(found).isNotEmpty();
    for (Path log : found) {
      copySound();
      Files.copy(log, Raw.beside(victim, "-wal"), StandardCopyOption.REPLACE_EXISTING);
      use(victim);
      deleteVictim();
      Files.createFile(victim);
      Files.copy(log, Raw.beside(victim, "-wal"));
      use(victim);
    }
  }

  /** How many rows were read, and what was thrown. */
  private record Outcome(long read, List<StorageException> failures) {}

  /** Opens it for reading, then for writing, and does all that a store can. */
  private static Outcome use(Path file) {
    long read = 0;
    List<StorageException> failures = new ArrayList<>();
    for (SqliteOptions options : List.of(SqliteOptions.forReading(), SqliteOptions.defaults())) {
      List<Integer> rows = new ArrayList<>();
      attempt(
          failures,
          () -> {
            try (SqliteDatabase database = SqliteDatabase.open(file, options)) {
              ResourceStore store = store(database);
              attempt(failures, store::count);
              attempt(failures, () -> rows.add(store.findAll(DSL.noCondition()).size()));
              attempt(failures, database::info);
              attempt(failures, database::tableSizes);
              if (!options.readOnly()) {
                write(failures, store);
              }
            }
          });
      read += rows.stream().mapToInt(Integer::intValue).sum();
    }
    return new Outcome(read, failures);
  }

  private static void write(List<StorageException> failures, ResourceStore store) {
    attempt(failures, () -> store.upsert(pod(3)));
    attempt(failures, () -> store.upsert(pod(4).toBuilder().labels(Map.of("a", "b")).build()));
    attempt(failures, () -> store.upsert(pod(5000)));
    attempt(
        failures,
        () ->
            store.bulkLoad(
                IntStream.range(ROWS / 2, 2 * ROWS).mapToObj(DamagedFilesTest::pod),
                BulkLoadOptions.defaults()));
    attempt(failures, store::deleteAll);
  }

  private static void attempt(List<StorageException> failures, Runnable work) {
    try {
      work.run();
    } catch (StorageException e) {
      assertThat(e.getMessage()).isNotBlank();
      failures.add(e);
    }
  }

  private void copySound() {
    try {
      deleteVictim();
      copy(sound, victim);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void deleteVictim() throws IOException {
    Files.deleteIfExists(victim);
    for (String suffix : SIDE_FILES) {
      Files.deleteIfExists(Raw.beside(victim, suffix));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    Path log = Raw.beside(from, "-wal");
    if (Files.exists(log)) {
      Files.copy(log, Raw.beside(to, "-wal"));
    }
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(bytes);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(at);
      int value = access.read();
      access.seek(at);
      access.write(value ^ 0xff);
    }
  }
}
