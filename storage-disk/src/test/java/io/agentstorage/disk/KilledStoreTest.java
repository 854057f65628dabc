// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that kill -9 ends in the middle of puts and of making files, one after the other in the same folder. */
@Timeout(300)
class KilledStoreTest {
  private static final int KILLS = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void eachAcknowledgedRowIsThereOnceAndNoPutInPart(int syncMillis) throws Exception {
    Random random = new Random(syncMillis);
    List<Integer> acknowledged = new ArrayList<>();
    boolean leftSomething = false;
    for (int kill = 0; kill < KILLS; kill++) {
      int first = (kill + 1) * 10_000_000;
      // The sixth put of a line is in the middle of things; the moment after is anybody's.
      int puts = 20 + random.nextInt(200);
      try (ChildJvm child =
          ChildJvm.running(
                  PutMain.class,
                  folder.toString(),
                  Integer.toString(first),
                  Integer.toString(syncMillis))
              .start()) {
        child.awaitLine("put " + (first + puts * PutMain.ROWS_OF_PUT));
        child.kill();
        for (String line : child.output()) {
          if (line.matches("put \\d+")) { // the last may have been cut
            int number = Integer.parseInt(line.substring(4));
            if (number >= first) {
              acknowledged.add(number);
            }
          }
        }
      }
      leftSomething |= !journals().isEmpty();
    }
    assertThat(leftSomething).as("a kill has left a journal").isTrue();

    List<Integer> found;
    try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
      store.flush();
      found = Samples.numbersIn(store.folder());
    }

    Set<Integer> once = new HashSet<>(found);
    assertThat(found).as("no row is there twice").hasSize(once.size());
    for (int number : acknowledged) {
      for (int i = number; i < number + PutMain.ROWS_OF_PUT; i++) {
        assertThat(once).contains(i);
      }
    }
    for (int number : once) {
      int start = number - number % 1_000_000 % PutMain.ROWS_OF_PUT;
      assertThat(once).as("puts are whole").contains(start, start + 1, start + 2);
    }
    // Not acknowledged, but there: at most the put that each thread was in.
    assertThat(once.size() - PutMain.ROWS_OF_PUT * acknowledged.size())
        .isBetween(0, KILLS * PutMain.THREADS * PutMain.ROWS_OF_PUT);
    assertThat(journals()).isEmpty();
  }

  private List<Path> journals() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(".journal"))) {
      return files.filter(file -> !file.endsWith("folder.lock")).toList();
    }
  }
}
