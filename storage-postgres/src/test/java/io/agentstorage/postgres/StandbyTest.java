// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A replica, which only reads. */
class StandbyTest {
  @Test
  void aReplicaIsReadAndAWriteToItNamesThePrimary() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      String url = server.url(server.createDatabase());
      try (PostgresDatabase primary = PostgresDatabase.open(url, PostgresOptions.defaults())) {
        Faults.store(primary).create(Faults.pod(1));
        assertThat(primary.info().standby()).isFalse();
      }

      server.restartAsStandby();

      try (PostgresDatabase reading = PostgresDatabase.open(url, PostgresOptions.forReading())) {
        assertThat(reading.info().standby()).isTrue();
        assertThat(Faults.store(reading).find(Faults.pod(1).key())).isPresent();
        ReadOnlyException refused =
            catchThrowableOfType(
                ReadOnlyException.class, () -> Faults.store(reading).create(Faults.pod(2)));
        Faults.assertFailure(refused, null, false, "opened for reading only");
      }
      try (PostgresDatabase writing = PostgresDatabase.open(url, PostgresOptions.defaults())) {
        ReadOnlyException refused =
            catchThrowableOfType(
                ReadOnlyException.class, () -> Faults.store(writing).create(Faults.pod(2)));
        Faults.assertFailure(refused, "25006", false, "the server is a replica", "the primary");
        assertThat(Faults.store(writing).count()).isEqualTo(1);
      }
    }
  }
}
