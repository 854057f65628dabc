// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.spi.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.Query;

/**
 * A typed query for at most one row that is rendered once and run for many keys: to build and render it, and to fetch
 * through jOOQ, takes longer than SQLite takes to find the row. Thread-safe.
 *
 * @param <T> what a row becomes
 */
final class RenderedLookup<T> {
  private final Dialect dialect;
  private final String sql;
  private final List<Converter<Object, Object>> converters;
  private final RowReader<T> reader;

  /**
   * Reads what a row becomes.
   *
   * @param <T> what that is
   */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Renders a query.
   *
   * @param dialect that of the database
   * @param query the query, with one parameter for each column, in this order
   * @param columns the columns whose types the parameters have
   * @param reader reads its row
   */
  RenderedLookup(Dialect dialect, Query query, List<Field<?>> columns, RowReader<T> reader) {
    this.dialect = dialect;
    this.sql = query.getSQL();
    this.converters = columns.stream().map(column -> converter(dialect, column)).toList();
    this.reader = reader;
  }

  /**
   * Finds the row.
   *
   * @param configuration what lends the connection: of the thread's transaction, or of single reads
   * @param key a value for each parameter, of its column's Java type
   * @return what the row has become
   */
  Optional<T> find(Configuration configuration, Object... key) {
    ConnectionProvider connections = configuration.connectionProvider();
    Connection connection = Objects.requireNonNull(connections.acquire());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < key.length; i++) {
        statement.setObject(i + 1, converters.get(i).to(key[i]));
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw dialect.translate(connection, sql, e);
    } finally {
      connections.release(connection);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // find() is given values of the columns' types
  private static Converter<Object, Object> converter(Dialect dialect, Field<?> column) {
    return (Converter) dialect.converter(column);
  }
}
