// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.core.Database;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.util.List;

/** Asks a cluster in this library; answers are typed, all of their columns read. */
final class LibraryReader implements Contender.Reader {
  private final Database database;
  private final ResourceStore store;
  private final Outbox outbox;

  LibraryReader(Database database) {
    this.database = database;
    this.store = new ResourceRepository(database, Clock.systemUTC());
    this.outbox = new OutboxRepository(database);
  }

  @Override
  public Contender.Answer ask(Asked asked) {
    List<ResourceTags> rows =
        switch (asked.question()) {
          case FIND -> store.find(asked.key()).stream().toList();
          case AS_OF -> store.asOf(FleetCluster.BETWEEN).find(asked.key()).stream().toList();
          case PAGE, RARE -> {
            LabelSelector labels =
                LabelSelector.builder().equal(asked.label(), asked.value()).build();
            yield store.page(ResourceQuery.where(labels), Question.PAGE_ROWS, null).rows();
          }
          case PENDING ->
              outbox.pending(Question.BATCH, Long.MAX_VALUE).stream()
                  .map(OutboxEntry::resource)
                  .toList();
        };
    return () -> rows.stream().map(Found::of).toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
