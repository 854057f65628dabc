// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static io.agentstorage.disk.Samples.numbers;
import static io.agentstorage.disk.Samples.numbersIn;
import static io.agentstorage.disk.Samples.sample;
import static io.agentstorage.disk.Samples.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or may not be written, for a while. */
@Timeout(120)
class FullDiskTest {
  @TempDir Path temp;

  private final List<StorageException> told = new CopyOnWriteArrayList<>();
  private final MetricFileOptions options =
      MetricFileOptions.defaults()
          .retryInterval(Duration.ofMillis(10))
          .listener(
              new MetricFileListener() {
                @Override
                public void failed(StorageException failure) {
                  told.add(failure);
                }
              });

  @Test
  void aFlushOntoAFullDiskLosesNothingIsReportedAndHeals() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 2048)) {
      MetricFileStore store = MetricFileStore.open(disk.path(), ContentKind.METRICS, options);
      store.put(samples(0, 1000));
      Path filling = disk.fill(0);

      assertThatThrownBy(store::flush)
          .isInstanceOf(StorageFullException.class)
          .hasMessageContaining("write " + disk.path())
          .hasMessageContaining("make room");
      assertThat(store.pending()).isEqualTo(1000);
      assertThat(store.lastFailure()).get().isInstanceOf(StorageFullException.class);
      assertThat(told).isNotEmpty().allMatch(e -> e instanceof StorageFullException);
      assertThat(store.folder().list(ContentKind.METRICS)).isEmpty();

      Files.delete(filling);
      Await.until("it is tried again by itself", () -> store.pending() == 0);
      store.flush();
      assertThat(store.lastFailure()).isEmpty();
      assertThat(numbersIn(store.folder())).isEqualTo(numbers(0, 1000));
      store.close();
    }
  }

  @Test
  void aPutOntoAFullDiskStoresNothingAndTheNextOneGoesOn() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 1024)) {
      List<Integer> acknowledged = new ArrayList<>();
      try (MetricFileStore store =
          MetricFileStore.open(disk.path(), ContentKind.METRICS, options)) {
        store.put(sample(0));
        acknowledged.add(0);
        Path filling = disk.fill(40_000);
        int next = 1;
        StorageException full = null;
        long bytes = 0;
        while (full == null) {
          int from = next;
          try {
            store.put(samples(from, from + 10));
            acknowledged.addAll(numbers(from, from + 10));
            bytes = Files.size(journals(disk.path(), ".journal").get(0));
          } catch (StorageException e) {
            full = e;
          }
          next += 10;
        }
        assertThat(full)
            .isInstanceOf(StorageFullException.class)
            .hasMessageContaining("put metrics into " + disk.path());
        assertThat(acknowledged).hasSizeGreaterThan(20);
        assertThat(store.pending()).isEqualTo(acknowledged.size());

        int again = next;
        assertThatThrownBy(() -> store.put(samples(again, again + 1000)))
            .isInstanceOf(StorageFullException.class);
        assertThat(journals(disk.path(), ".journal").get(0))
            .as("nothing is left for a restart to find")
            .hasSize(bytes);
        Files.delete(filling);
        store.put(sample(999_999));
        acknowledged.add(999_999);
        assertThat(store.quarantined()).isEmpty();
      }
      assertThat(numbersIn(MetricFolder.open(disk.path()))).isEqualTo(acknowledged);
    }
  }

  @Test
  void aStoreThatIsClosedOnAFullDiskLeavesItsRowsToTheNext() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 2048)) {
      MetricFileStore store = MetricFileStore.open(disk.path(), ContentKind.METRICS, options);
      store.put(samples(0, 500));
      Path filling = disk.fill(0);
      assertThatThrownBy(store::close).isInstanceOf(StorageFullException.class);
      assertThat(journals(disk.path(), ".tmp")).as("half-made files take no room").isEmpty();
      Files.delete(filling);
      try (MetricFileStore next = MetricFileStore.open(disk.path(), ContentKind.METRICS)) {
        next.flush();
      }
      assertThat(numbersIn(MetricFolder.open(disk.path()))).isEqualTo(numbers(0, 500));
    }
  }

  @Test
  void aFolderThatTurnsReadOnlyIsReportedAndHeals() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 2048)) {
      // Nothing may be open for writing when a disk is mounted anew.
      MetricFileStore store =
          MetricFileStore.open(disk.path(), ContentKind.METRICS, options.rowLimit(10));
      Path filling = disk.fill(0);
      assertThatThrownBy(() -> store.put(samples(0, 10))).isInstanceOf(StorageFullException.class);
      Files.delete(filling);
      store.put(samples(0, 10));
      store.flush();
      store.close();
      disk.readOnly(true);

      assertThatThrownBy(() -> MetricFileStore.open(disk.path(), ContentKind.METRICS, options))
          .isInstanceOf(ReadOnlyException.class)
          .hasMessageContaining("open " + disk.path())
          .hasMessageContaining("how its disk is mounted");
      assertThat(numbersIn(MetricFolder.open(disk.path()))).isEqualTo(numbers(0, 10));
      Path file = MetricFolder.open(disk.path()).list(ContentKind.METRICS).get(0).path();
      assertThatThrownBy(() -> MetricFolder.open(disk.path()).move(file, "uploaded"))
          .isInstanceOf(ReadOnlyException.class)
          .hasMessageContaining("move ");

      disk.readOnly(false);
      try (MetricFileStore next = MetricFileStore.open(disk.path(), ContentKind.METRICS, options)) {
        next.put(samples(10, 20));
      }
      assertThat(numbersIn(MetricFolder.open(disk.path()))).isEqualTo(numbers(0, 20));
    }
  }

  @Test
  void aFolderWithoutPermissionIsReportedAndHeals() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("data"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ChildJvm child =
        ChildJvm.running(NoPermissionMain.class, folder.toString())
            .through(NoPermissionMain.withoutPrivileges())
            .start()) {
      child.awaitSuccess();
      assertThat(child.output())
          .anyMatch(line -> line.startsWith("ReadOnlyException: make a metric file of " + folder))
          .anyMatch(line -> line.startsWith("still pending 2"))
          .anyMatch(line -> line.startsWith("healed"));
    }
    assertThat(numbersIn(MetricFolder.open(folder))).containsExactly(1, 2);
  }

  private static List<Path> journals(Path root, String suffix) {
    try (Stream<Path> files = Files.list(root.resolve(".journal"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
