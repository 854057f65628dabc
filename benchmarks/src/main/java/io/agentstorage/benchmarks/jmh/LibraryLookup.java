// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** By the library itself. */
final class LibraryLookup implements KeyLookup {
  private final SqliteDatabase db;
  private final ResourceStore store;

  LibraryLookup(Path file) {
    db = SqliteDatabase.open(file);
    store = new ResourceRepository(db, Clock.systemUTC());
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    return store.find(key).orElse(null);
  }

  @Override
  public void close() {
    db.close();
  }
}
