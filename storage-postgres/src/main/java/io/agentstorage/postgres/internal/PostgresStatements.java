// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

/**
 * The SQL that jOOQ's DSL cannot say: transactions, locks, settings, and PostgreSQL's own tables. No value is ever put
 * into one.
 */
final class PostgresStatements {
  /** "AgSt" in ASCII: the first of the two numbers of our advisory locks. The second is the cluster, 0 for migrations. */
  static final int LOCKS = 0x41675374;

  /** The oldest server that has what the migrations use (PostgreSQL 15: security_invoker, NULLS NOT DISTINCT). */
  static final int OLDEST_SERVER = 150_000;

  static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
  static final String SERIALIZABLE = "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";

  /** Evaluated in their order, so that the timeouts hold for the lock. */
  static final String BEGIN_WRITING =
      "SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),"
          + " pg_advisory_xact_lock(?, ?)";

  static final String SET_TIMEOUTS =
      "SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)";

  /** What takes the place of the advisory lock where there is none. */
  static final String LOCK_CLUSTER = "SELECT id FROM cluster WHERE id = ? FOR NO KEY UPDATE";

  /** Undone, so that constraints go on being deferred: rows that need each other may come yet. */
  static final String CHECK_DEFERRED =
      "SAVEPOINT checked; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO SAVEPOINT checked; RELEASE"
          + " SAVEPOINT checked";

  static final String LOCK_MIGRATION = "SELECT pg_advisory_lock(?, 0)";
  static final String UNLOCK_MIGRATION = "SELECT pg_advisory_unlock(?, 0)";

  static final String SERVER_VERSION_NUMBER = "SELECT current_setting('server_version_num')::int";
  static final String SERVER_ENCODING = "SELECT current_setting('server_encoding')";
  static final String HAS_HISTORY =
      "SELECT to_regclass('flyway_schema_history') IS NOT NULL,"
          + " to_regclass('resource_tags') IS NOT NULL OR to_regclass('cluster') IS NOT NULL";
  static final String HISTORY =
      "SELECT version, checksum, success FROM flyway_schema_history"
          + " WHERE version IS NOT NULL ORDER BY installed_rank";
  static final String INFO =
      "SELECT current_setting('server_version'), pg_database_size(current_database()),"
          + " current_user::text, pg_is_in_recovery()";
  static final String SETTINGS =
      "SELECT name, setting || coalesce(unit, '') FROM pg_settings WHERE name IN ("
          + "'default_transaction_isolation', 'lock_timeout', 'statement_timeout', 'TimeZone',"
          + " 'server_encoding', 'synchronous_commit', 'fsync', 'max_connections', 'row_security')"
          + " ORDER BY name";
  static final String TABLE_SIZES =
      "SELECT c.relname::text, pg_table_size(c.oid), greatest(c.reltuples, 0)::bigint"
          + " FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
          + " AND c.relkind IN ('r', 'i', 'p', 'm') ORDER BY 2 DESC, 1";

  static final String SPACE =
      "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c"
          + " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'm')";

  /** Temporary tables on a coordinator of Citus are none that the workers know. */
  static final String MAY_STAGE =
      "SELECT has_database_privilege(current_database(), 'TEMPORARY')"
          + " AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')";

  private static final String STAGING_TABLE = "agent_storage_rows_";

  private PostgresStatements() {}

  /** The name of a temporary table. */
  static String stagingTable(int number) {
    return STAGING_TABLE + number;
  }

  /** jOOQ has no COPY. */
  static String copyInto(int number) {
    return "COPY \"" + STAGING_TABLE + number + "\" FROM STDIN";
  }
}
