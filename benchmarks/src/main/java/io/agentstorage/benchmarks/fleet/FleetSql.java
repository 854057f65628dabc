// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import java.util.List;

/**
 * All plain SQL of this package: what sets a server, and the table of {@link io.agentstorage.benchmarks.PeerSchema} as
 * PostgreSQL has it, with the cluster in front of its key and its indexes.
 */
final class FleetSql {
  /** For a machine that the benchmark shares with the server. What is not named here is as it comes. */
  static final List<String> SETTINGS =
      List.of(
          "ALTER SYSTEM SET shared_buffers = '512MB'",
          "ALTER SYSTEM SET effective_cache_size = '2GB'",
          "ALTER SYSTEM SET maintenance_work_mem = '128MB'",
          "ALTER SYSTEM SET max_wal_size = '4GB'",
          "ALTER SYSTEM SET checkpoint_timeout = '15min'");

  static final String SHOW_SETTINGS =
      "SELECT name, current_setting(name) FROM pg_settings WHERE name IN ('fsync',"
          + " 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'effective_cache_size',"
          + " 'work_mem', 'maintenance_work_mem', 'max_wal_size', 'checkpoint_timeout',"
          + " 'autovacuum') ORDER BY name";

  /** As autovacuum would do it some time later. */
  static final String VACUUM = "VACUUM (ANALYZE)";

  static final List<String> CREATE =
      List.of(
          "CREATE TABLE resource_tags (cluster_id INTEGER NOT NULL, id TEXT PRIMARY KEY, type TEXT"
              + " NOT NULL, name TEXT NOT NULL, namespace TEXT, metric_labels TEXT, labels TEXT,"
              + " annotations TEXT, record_created BIGINT NOT NULL, record_updated BIGINT NOT NULL,"
              + " sent_at BIGINT, size BIGINT NOT NULL)",
          "CREATE UNIQUE INDEX resource_key ON resource_tags (cluster_id, type, namespace, name)",
          "CREATE INDEX resource_updated ON resource_tags (cluster_id, record_updated)",
          "CREATE INDEX resource_sent ON resource_tags (cluster_id, sent_at)");

  /** The columns are those of {@link io.agentstorage.benchmarks.PeerValues}, behind the cluster. */
  static final String COPY =
      "COPY resource_tags (cluster_id, id, type, name, namespace, metric_labels, labels,"
          + " annotations, record_created, record_updated, sent_at, size) FROM STDIN";

  static final String BYTES = "SELECT pg_total_relation_size('resource_tags')";

  static final String COUNT = "SELECT count(*) FROM resource_tags WHERE cluster_id = ?";

  static final String FIND =
      "SELECT * FROM resource_tags"
          + " WHERE cluster_id = ? AND type = ? AND namespace = ? AND name = ?";

  static final String PAGE =
      "SELECT * FROM resource_tags WHERE cluster_id = ? AND labels::json ->> ? = ?"
          + " ORDER BY type, namespace, name LIMIT ?";

  static final String PENDING =
      "SELECT * FROM resource_tags WHERE cluster_id = ? AND sent_at IS NULL"
          + " ORDER BY record_updated LIMIT ?";

  static final String COUNT_ALL = "SELECT count(*) FROM resource_tags WHERE labels::json ->> ? = ?";

  private FleetSql() {}
}
