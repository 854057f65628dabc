// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import static io.agentstorage.codegen.Tables.CLUSTER;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.internal.ResourceReads;
import io.agentstorage.repo.internal.StoredTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the resources of every cluster in a database that the role may see. Each cluster has a view of its own, and is
 * asked by itself: a statement about one cluster stays on one shard where the tables are spread by cluster. To see all of
 * them at one moment, ask inside one {@link Database#read}. Thread-safe; keeps nothing but the database it was given.
 */
public final class FleetRepository {
  private final Database database;

  /**
   * A reader of all clusters.
   *
   * @param database the open database; the caller closes it
   */
  public FleetRepository(Database database) {
    this.database = database;
  }

  /**
   * What each cluster has now.
   *
   * @return views that only read, by the name of the cluster, in the order of their names; each is good until the
   *     database is closed
   * @throws io.agentstorage.core.error.StorageException if the clusters cannot be read
   */
  public Map<String, ResourceView> clusters() {
    return views(null);
  }

  /**
   * What each cluster had at some time.
   *
   * @param time the time; milliseconds count
   * @return views that only read, by the name of the cluster, in the order of their names
   * @throws io.agentstorage.core.error.StorageException if the clusters cannot be read
   */
  public Map<String, ResourceView> clustersAsOf(Instant time) {
    return views(StoredTime.of(time));
  }

  private Map<String, ResourceView> views(@Nullable Instant asOf) {
    return database.read(
        tx -> {
          Map<String, ResourceView> views = new LinkedHashMap<>();
          tx.select(CLUSTER.NAME, CLUSTER.ID)
              .from(CLUSTER)
              .orderBy(CLUSTER.NAME)
              .forEach(row -> views.put(row.value1(), view(row.value2(), asOf)));
          return views;
        });
  }

  private ResourceView view(ClusterId cluster, @Nullable Instant asOf) {
    return new ResourceReads(database, cluster, asOf);
  }
}
