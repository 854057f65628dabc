// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain JDBC: a statement that is kept, and a batch of it. */
public final class JdbcTool implements Tool {
  private final Connection connection;
  private final List<PreparedStatement> statements = new ArrayList<>();

  /**
   * Opens a connection.
   *
   * @param source of it
   * @throws SQLException if there is none
   */
  public JdbcTool(DataSource source) throws SQLException {
    this.connection = source.getConnection();
  }

  @Override
  public RowSink sink(RowTable table, WriteMode mode) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(table.statement(mode));
    statements.add(statement);
    return new RowSink() {
      @Override
      public void add(@Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
          Object value = row[i];
          if (value instanceof String text) {
            statement.setString(i + 1, text);
          } else if (value instanceof Long number) {
            statement.setLong(i + 1, number);
          } else {
            statement.setBytes(i + 1, (byte[]) value);
          }
        }
        statement.addBatch();
      }

      @Override
      public void flush() throws SQLException {
        statement.executeBatch();
      }
    };
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements) {
      statement.close();
    }
    connection.close();
  }
}
