// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.testkit.StorageExtension;
import io.agentstorage.testkit.sqlite.WriteLock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class LockedElsewhereTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @RegisterExtension
  static final StorageExtension STORAGE =
      StorageExtension.opening(
          folder ->
              SqliteDatabase.open(
                  folder.resolve("agent.db"), SqliteOptions.defaults().busyTimeout(TIMEOUT)));

  @Test
  void theLockOfAnotherProcessIsWaitedForAsLongAsSaidAndThenReported(Database database, Path folder)
      throws Exception {
    Path file = folder.resolve("agent.db");
    try (WriteLock other = WriteLock.hold(file)) {
      boolean[] ran = new boolean[1];
      long start = System.nanoTime();

      assertThatThrownBy(() -> database.write(tx -> ran[0] = true))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("run the transaction again")
          .asInstanceOf(type(BusyException.class))
          .satisfies(
              busy -> {
                assertThat(busy.retryable()).isTrue();
                assertThat(busy.statement().resultCode()).isEqualTo(5);
              });
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIMEOUT);
      assertThat(ran[0]).isFalse();

      other.close();
      database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER)"));
    }
    assertThat(Raw.query(file, "SELECT count(*) FROM mine")).containsExactly("0");
  }
}
