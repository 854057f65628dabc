// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static io.agentstorage.disk.Samples.numbers;
import static io.agentstorage.disk.Samples.numbersIn;
import static io.agentstorage.disk.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several stores in one folder: each has its names, and leaves the others' journals alone while they live. */
@Timeout(120)
class TwoStoresTest {
  @TempDir Path folder;

  @Test
  void storesOfOneProcessMakeFilesOfTheirOwn() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int first = s * 1000;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (MetricFileStore store =
                        MetricFileStore.open(
                            folder,
                            ContentKind.METRICS,
                            MetricFileOptions.defaults().rowLimit(7))) {
                      for (int i = 0; i < 100; i++) {
                        store.put(sample(first + i));
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<Integer> expected = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      expected.addAll(numbers(s * 1000, s * 1000 + 100));
    }
    MetricFolder files = MetricFolder.open(folder);
    assertThat(numbersIn(files)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(files.list(ContentKind.METRICS).stream().map(MetricFile::path))
        .doesNotHaveDuplicates();
  }

  @Test
  void theJournalOfALiveStoreIsNotTakenOver() {
    try (MetricFileStore first = MetricFileStore.open(folder, ContentKind.METRICS)) {
      first.put(sample(1));
      try (MetricFileStore second = MetricFileStore.open(folder, ContentKind.METRICS)) {
        assertThat(second.pending()).isZero();
        second.put(sample(2));
      }
      assertThat(numbersIn(first.folder())).containsExactly(2);
      // That the second has looked at it and closed takes no lock away from the first.
      try (MetricFileStore third = MetricFileStore.open(folder, ContentKind.METRICS)) {
        assertThat(third.pending()).isZero();
      }
      first.put(sample(3));
    }
    assertThat(numbersIn(MetricFolder.open(folder))).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void theJournalOfALiveProcessIsTakenOverOnlyWhenThatIsDead() throws Exception {
    try (ChildJvm other =
        ChildJvm.running(PutMain.class, folder.toString(), "10000000", "0").start()) {
      other.awaitLine("put 10000300");
      try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
        store.put(sample(1));
        store.flush();
        assertThat(store.quarantined()).isEmpty();
        int seen = other.output().size();
        Await.until("the other goes on", () -> other.output().size() > seen + 50);
        assertThat(other.isAlive()).isTrue();
      }
      other.kill();
      long said = other.output().stream().filter(line -> line.matches("put \\d{8}")).count();
      try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
        store.flush();
        List<Integer> found = numbersIn(store.folder());
        assertThat(new HashSet<>(found)).hasSameSizeAs(found);
        assertThat(found.size() - 1L)
            .isBetween(
                said * PutMain.ROWS_OF_PUT, (said + PutMain.THREADS + 1) * PutMain.ROWS_OF_PUT);
      }
    }
  }

  @Test
  void aStoreTakesOverOnlyWhatIsOfItsKind() throws Exception {
    try (ChildJvm dying =
        ChildJvm.running(PutMain.class, folder.toString(), "10000000", "0").start()) {
      dying.awaitLine("put 10000030");
      dying.kill();
    }
    try (MetricFileStore logs = MetricFileStore.open(folder, ContentKind.LOGS)) {
      assertThat(logs.pending()).isZero();
    }
    try (MetricFileStore metrics = MetricFileStore.open(folder, ContentKind.METRICS)) {
      assertThat(metrics.pending()).isPositive();
      metrics.flush();
      assertThat(metrics.pending()).isZero();
      assertThat(numbersIn(metrics.folder())).contains(10_000_000, 10_000_032);
    }
  }
}
