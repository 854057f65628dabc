// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.StorageExtension;
import io.agentstorage.testkit.fault.ChildJvm;
import io.agentstorage.testkit.sqlite.PageLimit;
import io.agentstorage.testkit.sqlite.SlowCommits;
import io.agentstorage.testkit.sqlite.WriteLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each fault of the test kit is seen by a store, and is over when it is closed. */
@Timeout(120)
class FaultsTest {
  private static final String FILE = "agent.db";

  @RegisterExtension
  static final StorageExtension STORAGE =
      StorageExtension.opening(
          folder ->
              SqliteDatabase.open(
                  folder.resolve(FILE),
                  SqliteOptions.defaults().busyTimeout(Duration.ofMillis(50))));

  @Test
  void aHeldWriteLockMakesWritersFailAndLetsReadersRead(ResourceStore store, Path folder)
      throws Exception {
    store.create(node("before"));
    try (WriteLock held = WriteLock.hold(folder.resolve(FILE))) {
      assertThatThrownBy(() -> store.create(node("during"))).isInstanceOf(BusyException.class);
      assertThat(store.count()).isEqualTo(1);
      held.close();
      store.create(node("after"));
    }
    assertThat(store.count()).isEqualTo(2);
  }

  @Test
  void aPageLimitMakesWritersFailUntilItIsLifted(ResourceStore store, SqliteDatabase database) {
    ResourceTags large =
        ResourceTags.builder(ResourceType.POD, "large")
            .labels(
                IntStream.range(0, 5000)
                    .boxed()
                    .collect(Collectors.toMap(i -> "label-" + i, i -> "value-" + i)))
            .build();
    try (PageLimit limit = PageLimit.of(database, 2)) {
      assertThatThrownBy(() -> store.create(large)).isInstanceOf(StorageFullException.class);
      assertThatThrownBy(() -> store.create(large)).isInstanceOf(StorageFullException.class);
      assertThat(store.count()).isZero();
      limit.close();
      store.create(large);
    }
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void slowCommitsTakeAtLeastTheDelay(ResourceStore store, SqliteDatabase database) {
    Duration delay = Duration.ofMillis(200);
    store.create(node("before"));
    Duration slow;
    try (SlowCommits disk = SlowCommits.of(database, delay)) {
      slow = timeOf(() -> store.create(node("during")));
    }
    assertThat(slow).isGreaterThanOrEqualTo(delay);
    assertThat(timesUntilFasterThan(delay, store)).isPositive();
  }

  /** A commit may be slow for other reasons once; the delay would make each of them slow. */
  private static int timesUntilFasterThan(Duration delay, ResourceStore store) {
    for (int i = 1; i <= 50; i++) {
      String name = "after-" + i;
      if (timeOf(() -> store.create(node(name))).compareTo(delay) < 0) {
        return i;
      }
    }
    return 0;
  }

  @Test
  void whatWasCommittedBeforeAKillIsThere(Path folder) throws Exception {
    Path file = folder.resolve(FILE);
    long said;
    try (ChildJvm storing = ChildJvm.running(StoreMain.class, file.toString()).start()) {
      storing.awaitLine("stored 20");
      storing.kill();
      said = storing.output().stream().filter(line -> line.startsWith("stored ")).count();
    }
    try (SqliteDatabase again = SqliteDatabase.open(file)) {
      Set<String> names =
          new ResourceRepository(again, Clock.systemUTC())
              .findAll(DSL.noCondition()).stream()
                  .map(ResourceTags::name)
                  .collect(Collectors.toSet());

      assertThat(names)
          .hasSizeBetween((int) said, (int) said + 1)
          .isEqualTo(
              IntStream.rangeClosed(1, names.size())
                  .mapToObj(i -> "node-" + i)
                  .collect(Collectors.toSet()));
    }
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void aChildThatFailsSaysWhatItPrinted(Path folder) throws Exception {
    try (ChildJvm failing =
        ChildJvm.running(StoreMain.class, folder.resolve("missing/agent.db").toString()).start()) {
      assertThatThrownBy(() -> failing.awaitLine("stored 1"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("its folder does not exist");
      assertThatThrownBy(failing::awaitSuccess)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("exit status 1");
    }
  }

  private static Duration timeOf(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static ResourceTags node(String name) {
    return ResourceTags.builder(ResourceType.NODE, name).labels(Map.of("app", name)).build();
  }
}
