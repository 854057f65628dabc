// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Taking over, writing and reading a file of many times the heap. */
@Timeout(240)
class SmallHeapTest {
  private static final int ROWS = 200_000;

  @TempDir Path folder;

  @Test
  void aFileIsMadeAndReadInAHeapThatHasNoRoomForIt() throws Exception {
    try (ChildJvm putting =
        ChildJvm.running(LargePutMain.class, folder.toString(), Integer.toString(ROWS))
            .jvmOptions("-Xmx24m")
            .start()) {
      putting.awaitLine("put all");
      putting.kill();
    }
    assertThat(journalBytes()).isGreaterThan(50_000_000);

    try (ChildJvm reading =
        ChildJvm.running(ReadMain.class, folder.toString()).jvmOptions("-Xmx24m").start()) {
      reading.awaitSuccess();
      assertThat(reading.output()).isEqualTo(List.of("rows " + ROWS));
    }
  }

  private long journalBytes() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(".journal"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
