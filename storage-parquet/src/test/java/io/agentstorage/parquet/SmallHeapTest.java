// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the file. The check {@code check-parquet} does the same with ten million samples. */
@Timeout(240)
class SmallHeapTest {
  @TempDir Path folder;

  @Test
  void aMillionSamplesAreWrittenAndReadInASmallHeap() throws Exception {
    Path file = folder.resolve("a.parquet");
    run("-Xmx160m", LargeArchiveMain.class, file.toString(), "1000000", "5000");
  }

  @Test
  void largeLabelsAllOfThemDifferentAreWrittenAndReadInASmallHeap() throws Exception {
    Path file = folder.resolve("a.parquet");
    run("-Xmx192m", LargeLabelsMain.class, file.toString(), "3000", "100000");
    assertThat(Files.size(file)).isGreaterThan(200L * 1000 * 1000);
  }

  private static void run(String heap, Class<?> main, String... arguments) throws Exception {
    try (ChildJvm child =
        ChildJvm.running(main, arguments).jvmOptions(heap, "-XX:TieredStopAtLevel=4").start()) {
      child.awaitSuccess();
      assertThat(child.output()).contains("verified");
    }
  }
}
