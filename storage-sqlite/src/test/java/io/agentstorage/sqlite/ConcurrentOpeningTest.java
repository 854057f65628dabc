// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConcurrentOpeningTest {
  @TempDir Path folder;

  @Test
  void severalProcessesCanCreateOneFile() throws Exception {
    Path file = folder.resolve("agent.db");
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        children.add(ChildJvm.running(OpenMain.class, file.toString(), "wait").start());
      }
      for (ChildJvm child : children) {
        child.awaitLine("ready");
      }
      children.forEach(ChildJvm::closeInput);
      for (ChildJvm child : children) {
        child.awaitSuccess();
      }
    } finally {
      children.forEach(ChildJvm::close);
    }
    assertMigratedOnce(file);
  }

  @RepeatedTest(5)
  void severalThreadsCanCreateOneFile() throws Exception {
    int threads = 8;
    Path file = folder.resolve("agent.db");
    CyclicBarrier together = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> opened = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        opened.add(
            executor.submit(
                () -> {
                  together.await();
                  SqliteDatabase.open(file).close();
                  return null;
                }));
      }
      for (Future<?> each : opened) {
        each.get();
      }
    }
    assertMigratedOnce(file);
  }

  private static void assertMigratedOnce(Path file) throws Exception {
    assertThat(Raw.query(file, "SELECT version FROM flyway_schema_history"))
        .containsExactly("1", "2", "3", "4");
    assertThat(Raw.query(file, "SELECT name FROM cluster")).containsExactly("local");
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
  }
}
