// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import io.agentstorage.core.TableSize;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.postgres.PostgresDatabase;
import io.agentstorage.postgres.PostgresOptions;
import io.agentstorage.repo.FleetRepository;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;

/** All clusters in one database of this library on a server, dropped in the end. */
final class PostgresFleet extends LibraryFleet {
  static final String TITLE = "this library, PostgreSQL";

  private final FleetServer server;
  private final String name;
  private final PostgresDatabase database;

  PostgresFleet(FleetServer server) throws SQLException {
    this.server = server;
    this.name = server.createDatabase();
    this.database = PostgresDatabase.open(server.url(name), PostgresOptions.defaults());
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  Database open(FleetCluster cluster) {
    return database.forCluster(cluster.name());
  }

  @Override
  public List<FleetCount> counts() {
    return List.of(
        new FleetCount("`FleetRepository`, one cluster after the other", this::countEach),
        new FleetCount(
            "the generated tables, one statement for all",
            (label, value) -> database.read(tx -> countAll(tx, label, value))));
  }

  private long countEach(String label, String value) {
    ResourceQuery query = ResourceQuery.where(LabelSelector.builder().equal(label, value).build());
    // Inside one block, so that all clusters are seen at one moment.
    return database.read(
        tx ->
            new FleetRepository(database)
                .clusters().values().stream().mapToLong(view -> view.count(query)).sum());
  }

  private static long countAll(DSLContext tx, String label, String value) {
    return tx.fetchCount(
        tx.selectOne()
            .from(LABEL_PAIR)
            .join(LABEL_ENTRY)
            .on(LABEL_ENTRY.CLUSTER_ID.eq(LABEL_PAIR.CLUSTER_ID))
            .and(LABEL_ENTRY.LABEL_PAIR_ID.eq(LABEL_PAIR.ID))
            .join(RESOURCE_TAGS)
            .on(RESOURCE_TAGS.CLUSTER_ID.eq(LABEL_ENTRY.CLUSTER_ID))
            .and(RESOURCE_TAGS.LABELS_ID.eq(LABEL_ENTRY.LABEL_SET_ID))
            .where(LABEL_PAIR.LABEL_KEY.eq(label))
            .and(LABEL_PAIR.LABEL_VALUE.eq(value)));
  }

  @Override
  public void settle() throws SQLException {
    server.vacuum(name);
  }

  @Override
  public long bytes() {
    return sizes().stream().mapToLong(TableSize::bytes).sum();
  }

  /** Of each table and index, largest first. */
  List<TableSize> sizes() {
    return database.tableSizes();
  }

  @Override
  public void close() throws SQLException {
    database.close();
    server.dropDatabase(name);
  }
}
