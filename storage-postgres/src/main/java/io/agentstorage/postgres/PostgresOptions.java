// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import java.time.Duration;
import java.util.Objects;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * How a database on a server is opened. Immutable: each method gives a changed copy. Its text form has no password.
 *
 * @param cluster the name of the cluster whose rows are read and written; null, the default, for the only one that is
 *     there, or for one that is called {@code local} where there is none
 * @param connections at most so many connections at once; default 8
 * @param connectTimeout how long a new connection may take; default 10 seconds
 * @param patience how long to wait for a connection while all are in use; default 30 seconds
 * @param lockTimeout how long a statement of a writing transaction waits for a lock, and such a transaction for its turn among the writers of its
 *     cluster; default 30 seconds
 * @param statementTimeout how long a statement may run, or null for as long as it takes; default null
 * @param writeIsolation the isolation of writing transactions; default {@link WriteIsolation#READ_COMMITTED}
 * @param dialect {@link SQLDialect#POSTGRES} or {@link SQLDialect#YUGABYTEDB}; default POSTGRES
 * @param readOnly whether writes are refused, and nothing is migrated; default false
 * @param migrate whether the schema is brought to the current one where it is older or missing; default true
 * @param createCluster whether the cluster is created where there is none of this name; default true
 * @param copyRows from how many rows of one table at once a bulk load sends them through COPY and a temporary table, and not as a batch; default 200,
 *     {@code Integer.MAX_VALUE} for never
 * @param user the role to log in as, in place of the one in the address, or null
 * @param password its password, or null. Where the role is that of the address, a password in the address goes first
 */
public record PostgresOptions(
    @Nullable String cluster,
    int connections,
    Duration connectTimeout,
    Duration patience,
    Duration lockTimeout,
    @Nullable Duration statementTimeout,
    WriteIsolation writeIsolation,
    SQLDialect dialect,
    boolean readOnly,
    boolean migrate,
    boolean createCluster,
    int copyRows,
    @Nullable String user,
    @Nullable String password) {

  private static final PostgresOptions DEFAULTS =
      new PostgresOptions(
          null,
          8,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          null,
          WriteIsolation.READ_COMMITTED,
          SQLDialect.POSTGRES,
          false,
          true,
          true,
          200,
          null,
          null);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public PostgresOptions {
    require(cluster == null || !cluster.isEmpty(), "a cluster has a name");
    require(connections >= 1, "there is at least one connection");
    require(connectTimeout.isPositive(), "a connection takes some time");
    require(!patience.isNegative(), "patience is not negative");
    require(lockTimeout.isPositive(), "a lock timeout is longer than nothing");
    require(
        statementTimeout == null || statementTimeout.isPositive(),
        "a statement timeout is longer than nothing");
    require(copyRows >= 1, "a load has at least one row");
    require(
        dialect == SQLDialect.POSTGRES || dialect == SQLDialect.YUGABYTEDB,
        "the dialect is POSTGRES or YUGABYTEDB");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("options of PostgreSQL: " + rule);
    }
  }

  /**
   * The defaults.
   *
   * @return the options
   */
  public static PostgresOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The defaults, but for reading only.
   *
   * @return the options
   */
  public static PostgresOptions forReading() {
    return DEFAULTS.readOnly(true);
  }

  /**
   * Sets {@link #cluster()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions cluster(@Nullable String value) {
    return new PostgresOptions(
        value,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #connections()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions connections(int value) {
    return new PostgresOptions(
        cluster,
        value,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #connectTimeout()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions connectTimeout(Duration value) {
    return new PostgresOptions(
        cluster,
        connections,
        value,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #patience()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions patience(Duration value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        value,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #lockTimeout()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions lockTimeout(Duration value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        value,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #statementTimeout()}.
   *
   * @param value the new value, null for none
   * @return a changed copy
   */
  public PostgresOptions statementTimeout(@Nullable Duration value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        value,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #writeIsolation()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions writeIsolation(WriteIsolation value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        value,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #dialect()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions dialect(SQLDialect value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        value,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #readOnly()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions readOnly(boolean value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        value,
        migrate,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #migrate()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions migrate(boolean value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        value,
        createCluster,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #createCluster()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions createCluster(boolean value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        value,
        copyRows,
        user,
        password);
  }

  /**
   * Sets {@link #copyRows()}.
   *
   * @param value the new value
   * @return a changed copy
   */
  public PostgresOptions copyRows(int value) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        value,
        user,
        password);
  }

  /**
   * Sets who logs in.
   *
   * @param role the role
   * @param secret its password, or null where the server asks for none
   * @return a changed copy
   */
  public PostgresOptions login(String role, @Nullable String secret) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        Objects.requireNonNull(role),
        secret);
  }

  /**
   * Sets the password of the role in the address, for where the address has none.
   *
   * @param secret the password
   * @return a changed copy
   */
  public PostgresOptions password(String secret) {
    return new PostgresOptions(
        cluster,
        connections,
        connectTimeout,
        patience,
        lockTimeout,
        statementTimeout,
        writeIsolation,
        dialect,
        readOnly,
        migrate,
        createCluster,
        copyRows,
        user,
        secret);
  }

  @Override
  public String toString() {
    return "PostgresOptions[cluster=" + cluster + ", connections=" + connections + "]";
  }
}
