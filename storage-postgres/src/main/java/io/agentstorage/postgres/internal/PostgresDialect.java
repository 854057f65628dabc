// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.DatabaseSpace;
import io.agentstorage.core.spi.DayPartitions;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.ErrorListener;
import io.agentstorage.core.spi.TagsJson;
import io.agentstorage.core.spi.bulk.Staging;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What is PostgreSQL's own. */
final class PostgresDialect implements Dialect {
  /** The one column of this name: its values are not compressed, so that the server can look into them. */
  private static final String CONTENT = "content";

  @SuppressWarnings("unchecked") // there is no class object of a parameterised type
  private static final Converter<byte[], Map<String, String>> PLAIN_CONTENT =
      Converter.to(
          byte[].class,
          (Class<Map<String, String>>) (Class<?>) Map.class,
          tags -> TagsJson.write(tags).getBytes(StandardCharsets.UTF_8));

  private static final DayPartitions DAYS = new FunctionDayPartitions();

  private final @Nullable Staging staging;

  PostgresDialect(@Nullable Staging staging) {
    this.staging = staging;
  }

  @Override
  public @Nullable Staging staging() {
    return staging;
  }

  @Override
  public DayPartitions dayPartitions() {
    return DAYS;
  }

  @Override
  public StorageException translate(
      @Nullable Connection connection, @Nullable String sql, SQLException failure) {
    PostgresSession session = connection == null ? null : LentConnection.sessionOf(connection);
    String operation = ErrorListener.describe(sql);
    return session == null
        ? PostgresErrors.classify(operation, sql, failure)
        : session.classify(operation, sql, failure);
  }

  @Override
  public boolean checkDeferred(DSLContext tx) {
    tx.execute(PostgresStatements.CHECK_DEFERRED);
    return true;
  }

  @Override
  public Converter<?, ?> converter(Field<?> column) {
    return column.getName().equals(CONTENT) && column.getType() == Map.class
        ? PLAIN_CONTENT
        : column.getConverter();
  }

  /** What is deleted is used again once it was vacuumed, which the server does by itself; no table becomes smaller. */
  @Override
  public DatabaseSpace space(DSLContext tx) {
    long bytes = tx.fetchSingle(PostgresStatements.SPACE).get(0, Long.class);
    return new DatabaseSpace(bytes, 0, OptionalLong.empty(), OptionalLong.empty());
  }
}
