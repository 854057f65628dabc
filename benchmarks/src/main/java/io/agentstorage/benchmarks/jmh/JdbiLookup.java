// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** By Jdbi. */
final class JdbiLookup implements KeyLookup {
  private static final String SQL =
      StoredRow.SELECT + "r.type = :type AND r.namespace = :namespace AND r.name = :name";

  private final Handle handle;

  JdbiLookup(Path file) {
    handle = Jdbi.open("jdbc:sqlite:" + file);
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    return handle
        .createQuery(SQL)
        .bind("type", key.type().toString())
        .bind("namespace", StoredRow.namespace(key))
        .bind("name", key.name())
        .map((row, context) -> StoredRow.of(row).resource())
        .findOne()
        .orElse(null);
  }

  @Override
  public void close() {
    handle.close();
  }
}
