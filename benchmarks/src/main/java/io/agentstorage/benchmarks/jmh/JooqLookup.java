// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** By jOOQ, with a query that is built and rendered for each call. */
final class JooqLookup implements KeyLookup {
  private final Connection connection;
  private final DSLContext dsl;

  JooqLookup(Path file) throws SQLException {
    connection = JooqQueries.open(file);
    dsl = JooqQueries.on(connection);
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    return JooqQueries.byKey(
            dsl,
            DSL.val(key.type(), RESOURCE_TAGS.TYPE),
            DSL.val(StoredRow.namespace(key)),
            DSL.val(key.name()))
        .fetchOne(JooqQueries::resource);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
