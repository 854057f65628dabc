// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be opened, and why. */
class RefusedOpeningTest {
  /** A pool would go on trying for so long. */
  private static final PostgresOptions PATIENT =
      PostgresOptions.defaults().connectTimeout(Duration.ofMinutes(10));

  private static <T extends StorageException> T refusal(
      Class<T> kind, String url, PostgresOptions options) {
    T refusal = catchThrowableOfType(kind, () -> PostgresDatabase.open(url, options).close());
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    UnavailableException refusal =
        refusal(
            UnavailableException.class,
            "postgresql://agent:secret@127.0.0.1:" + port + "/agent",
            PATIENT);

    Faults.assertFailure(refusal, "08001", true, "127.0.0.1:" + port, "look whether the server");
    assertThat(refusal.outcomeKnown()).isTrue();
    assertSilent(refusal);
  }

  @Test
  @Timeout(60)
  void aWrongPasswordIsToldAtOnce() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    String url =
        "postgresql://%s:secret@%s:%d/postgres"
            .formatted(server.adminUser(), server.host(), server.port());

    CannotOpenException refusal = refusal(CannotOpenException.class, url, PATIENT);

    Faults.assertFailure(refusal, "28P01", false, "look at the address, the role and its password");
    assertSilent(refusal);
  }

  @Test
  @Timeout(60)
  void aDatabaseThatIsNotThereIsToldAtOnce() {
    CannotOpenException refusal =
        refusal(CannotOpenException.class, PostgresServer.shared().url("nowhere"), PATIENT);

    Faults.assertFailure(refusal, "3D000", false, "nowhere", "look at the address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent:secret@host/agent",
        "jdbc:postgresql://host/agent?password=secret",
        "postgresql://agent:secret@host",
        "postgresql://agent:secret@/agent",
        "postgresql://agent:secret@host:port/agent",
        "postgresql://agent:secret@host:0/agent",
        "postgresql://agent:secret@ho st/agent",
        "postgresql://agent:%secret@host/agent",
        "postgresql://agent:secret@127.0.0.1/agent?sslmode=nonsense",
        "postgresql://agent:secret@127.0.0.1/agent?connectTimeout=nonsense",
        "postgresql://agent@host:port/agent?password=secret",
        "postgresql://agent:secret@127.0.0.1/agent?targetServerType=nonsense"
      })
  void whatIsNoAddressIsRefusedWithoutRepeatingThePassword(String address) {
    CannotOpenException refusal = refusal(CannotOpenException.class, address, PATIENT);

    assertThat(refusal.retryable()).isFalse();
    assertThat(refusal).hasMessageContaining("postgresql://");
    assertSilent(refusal);
  }

  /** Neither the message nor a cause has the password, or a part of it. */
  private static void assertSilent(StorageException refusal) {
    StringWriter all = new StringWriter();
    refusal.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain("secret").doesNotContain("\"se\"");
  }

  @Test
  void aServerThatIsTooOldIsRefused() throws SQLException {
    Path binaries = Path.of("target", "too-old-postgres.jar");
    Assumptions.assumeTrue(Files.exists(binaries), "Maven has not put an old PostgreSQL there");
    try (PostgresServer server = PostgresServer.startFrom(binaries)) {
      String url = server.url(server.createDatabase());

      CannotOpenException refusal = refusal(CannotOpenException.class, url, PATIENT);

      Faults.assertFailure(refusal, null, false, "PostgreSQL 14", "at least 15", "upgrade");
      assertNothingMade(url);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
  void aDatabaseThatCannotHaveAllTextIsRefused(String encoding) {
    String name = "in_" + encoding.toLowerCase(java.util.Locale.ROOT);
    TestDatabases.run(
        PostgresServer.shared().url("postgres"),
        "CREATE DATABASE " + name + " ENCODING '" + encoding + "' LOCALE 'C' TEMPLATE template0");
    String url = PostgresServer.shared().url(name);

    CannotOpenException refusal = refusal(CannotOpenException.class, url, PATIENT);

    Faults.assertFailure(refusal, null, false, encoding, "ENCODING 'UTF8'");
    assertNothingMade(url);
  }

  private static void assertNothingMade(String url) {
    assertThat(
            Faults.ask(
                url, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
        .isZero();
  }
}
