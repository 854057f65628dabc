// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.sqlite.SqliteOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPoolTest {
  private static final SqliteLoads LOADS = new SqliteLoads(() -> false);

  @TempDir Path folder;

  private SessionPool pool() {
    ConnectionFactory connections =
        new ConnectionFactory(folder.resolve("agent.db"), SqliteOptions.defaults());
    return new SessionPool(
        2,
        Duration.ofMillis(20),
        () ->
            SqliteSession.forWriting(
                connections.openWriter(),
                SqliteConfiguration.create(
                    LOADS, null, new SqliteSpace(null, OptionalLong.empty())),
                new LoadSettings(LOADS, 1000)));
  }

  @Test
  void closingDoesNotWaitForEverForWhatIsNeverGivenBack() throws Exception {
    SessionPool pool = pool();
    SqliteSession forgotten = pool.take(false, Deadline.none());
    Connection connection = forgotten.acquire();
    SqliteSession idle = pool.take(false, Deadline.none());
    Connection idleConnection = idle.acquire();
    pool.giveBack(idle);

    assertThat(pool.close()).isEqualTo(1);
    assertThat(idleConnection.isClosed()).isTrue();
    assertThat(connection.isClosed()).isFalse();

    pool.giveBack(forgotten);
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void closingTwiceIsFineAndWhoAsksLaterGetsAnError() {
    SessionPool pool = pool();
    pool.giveBack(pool.take(false, Deadline.none()));

    assertThat(pool.close()).isZero();
    assertThat(pool.close()).isZero();
    assertThatThrownBy(() -> pool.take(false, Deadline.none()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
  }
}
