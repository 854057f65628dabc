// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.TestClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clusters in this library, whatever the database. */
abstract class LibraryFleet implements Contender {
  private static final int SAMPLES = 40;

  /** A cluster's database; closing it ends what is only for this cluster. */
  abstract Database open(FleetCluster cluster);

  @Override
  public final boolean keepsHistory() {
    return true;
  }

  @Override
  public final AtOnce.Task load(FleetCluster cluster) {
    Database database = open(cluster);
    return () -> {
      try (database) {
        BulkLoadReport report =
            store(database, FleetCluster.LOADED)
                .bulkLoad(cluster.input().iterator(), BulkLoadOptions.defaults());
        require(report.inserted() == cluster.resources(), cluster, report);
      }
    };
  }

  @Override
  public final Changes change(FleetCluster cluster, int round) {
    List<ResourceTags> changed = cluster.changed(round);
    List<ResourceKey> deleted = cluster.deleted(round);
    try (Database database = open(cluster)) {
      ResourceStore store = store(database, FleetCluster.changedAt(round));
      long start = System.nanoTime();
      BulkLoadReport report = store.bulkLoad(changed.iterator(), BulkLoadOptions.defaults());
      long between = System.nanoTime();
      database.write(
          tx -> {
            deleted.forEach(key -> store.delete(key, "benchmark"));
            return null;
          });
      long end = System.nanoTime();
      require(report.updated() == changed.size(), cluster, report);
      return new Changes(changed.size(), between - start, deleted.size(), end - between);
    }
  }

  @Override
  public final void check(FleetCluster cluster) {
    try (Database database = open(cluster)) {
      ResourceStore store = store(database, FleetCluster.changedAt(FleetCluster.MOST_ROUNDS));
      long live = cluster.indexes().filter(cluster::isLive).count();
      require(store.count() == live, cluster, store.count() + " resources");
      long revisions =
          database
              .dsl()
              .fetchCount(RESOURCE_HISTORY, RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()));
      require(revisions == cluster.revisions(), cluster, revisions + " revisions");
      long then = store.asOf(FleetCluster.BETWEEN).count();
      require(then == cluster.resources(), cluster, then + " resources at first");
      for (long sample : cluster.input().samples(SAMPLES)) {
        ResourceTags loaded = cluster.input().get(sample);
        ResourceTags expected = cluster.now((int) sample);
        ResourceTags found = store.find(loaded.key()).orElse(null);
        require(
            contents(expected).equals(contents(found)),
            cluster,
            found + " in place of " + expected);
      }
    }
  }

  /** Nothing of a resource that is not there. */
  private static List<@Nullable Map<String, String>> contents(@Nullable ResourceTags resource) {
    return resource == null ? List.of() : Arrays.asList(resource.labels(), resource.annotations());
  }

  private static void require(boolean right, FleetCluster cluster, Object what) {
    if (!right) {
      throw new IllegalStateException(cluster + " has " + what);
    }
  }

  @Override
  public final Reader reader(FleetCluster cluster) {
    return new LibraryReader(open(cluster));
  }

  private static ResourceStore store(Database database, Instant now) {
    return new ResourceRepository(database, new TestClock(now));
  }
}
