// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.CloseableResultQuery;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** By jOOQ, with one query whose statement stays open and gets other values. */
final class JooqKeptLookup implements KeyLookup {
  private final Connection connection;
  private final CloseableResultQuery<? extends Record> query;

  JooqKeptLookup(Path file) throws SQLException {
    connection = JooqQueries.open(file);
    query =
        JooqQueries.byKey(
                JooqQueries.on(connection),
                DSL.param("type", RESOURCE_TAGS.TYPE),
                DSL.param("namespace", RESOURCE_TAGS.NAMESPACE),
                DSL.param("name", RESOURCE_TAGS.NAME))
            .keepStatement(true);
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    return query
        .bind("type", key.type())
        .bind("namespace", StoredRow.namespace(key))
        .bind("name", key.name())
        .fetchOne(JooqQueries::resource);
  }

  @Override
  public void close() throws SQLException {
    query.close();
    connection.close();
  }
}
