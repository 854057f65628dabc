// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.core.Database;
import io.agentstorage.postgres.PostgresDatabase;
import io.agentstorage.postgres.PostgresOptions;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a cluster is stored: in a file of SQLite, or on a server. Its text form has no password. Immutable. */
sealed interface Location {
  /** What {@code --cluster} is, in each command that has it. */
  String CLUSTER_HELP =
      "Which cluster of a server (default: its only one, or local where it has none)."
          + " A file has one, which needs no name.";

  /** What a location is, in each command that takes one. */
  String HELP =
      "a file, or postgresql://user@host:5432/database (its password also from PGPASSWORD or"
          + " ~/.pgpass)";

  /**
   * Reads what a command line says.
   *
   * @param text the path of a file, or the address of a server
   * @param cluster which cluster of a server, or null for its only one
   * @return the place
   * @throws IllegalArgumentException if it is none, saying why
   */
  static Location of(String text, @Nullable String cluster) {
    if (isServer(text)) {
      return new Server(text, cluster);
    }
    if (File.URL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + Printable.line(text)
              + "\" is neither a file nor an address that begins with postgresql://");
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no file is named");
    }
    if (cluster != null) {
      throw new IllegalArgumentException(
          "\""
              + Printable.line(text)
              + "\" is a file, which has one cluster only; leave --cluster out");
    }
    return new File(Path.of(text));
  }

  /** Whether a text is the address of a server. */
  static boolean isServer(String text) {
    return text.startsWith("postgresql://") || text.startsWith("postgres://");
  }

  /**
   * Reads one of the two places that a command line names, of which the one on a server has the cluster.
   *
   * @throws IllegalArgumentException if it is none, or a cluster is named and neither is on a server
   */
  static Location oneOf(String text, String other, @Nullable String cluster) {
    return of(text, !isServer(text) && isServer(other) ? null : cluster);
  }

  /** Opens it for looking only; it must exist. */
  Database openForReading();

  /** Opens it for writing; it must exist. */
  Database openExistingForWriting();

  /** Opens it for writing; creates it if it is missing. */
  Database openForWriting();

  /** Whether it is certain that it is the same place, however it is spelled. */
  boolean isSameAs(Location other) throws IOException;

  /** A file of SQLite. */
  record File(Path path) implements Location {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    @Override
    public Database openForReading() {
      return SqliteDatabase.open(path, SqliteOptions.forReading());
    }

    @Override
    public Database openExistingForWriting() {
      return SqliteDatabase.open(path, SqliteOptions.defaults().createIfMissing(false));
    }

    @Override
    public Database openForWriting() {
      return SqliteDatabase.open(path);
    }

    @Override
    public boolean isSameAs(Location other) throws IOException {
      if (!(other instanceof File file)) {
        return false;
      }
      boolean bothThere = Files.exists(path) && Files.exists(file.path);
      return bothThere
          ? Files.isSameFile(path, file.path)
          : path.toAbsolutePath().normalize().equals(file.path.toAbsolutePath().normalize());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A database of a server. */
  record Server(String address, @Nullable String cluster) implements Location {
    private static final Pattern PASSWORD = Pattern.compile("(://[^:@/?]*):[^@/]*@");

    @Override
    public Database openForReading() {
      return open(PostgresOptions.forReading().connections(4));
    }

    @Override
    public Database openExistingForWriting() {
      return open(PostgresOptions.defaults().connections(4).createCluster(false));
    }

    @Override
    public Database openForWriting() {
      return open(PostgresOptions.defaults().connections(4));
    }

    private Database open(PostgresOptions options) {
      String password = System.getenv("PGPASSWORD");
      PostgresOptions named = options.cluster(cluster);
      return PostgresDatabase.open(address, password == null ? named : named.password(password));
    }

    @Override
    public boolean isSameAs(Location other) {
      return equals(other);
    }

    @Override
    public String toString() {
      return PASSWORD.matcher(address).replaceFirst("$1@");
    }
  }
}
