// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;

/** MyBatis with its batch executor: rows are objects, the statements name their properties. */
public final class MyBatisTool implements Tool {
  private final Configuration configuration;
  private final SqlSession session;

  /**
   * Opens a session.
   *
   * @param source of its connection
   */
  public MyBatisTool(DataSource source) {
    configuration =
        new Configuration(new Environment("load", new JdbcTransactionFactory(), source));
    session = new DefaultSqlSessionFactory(configuration).openSession(ExecutorType.BATCH, false);
  }

  @Override
  public RowSink sink(RowTable table, WriteMode mode) {
    RowObjects objects = RowObjects.of(table);
    String id = "load." + objects.type().getSimpleName() + '.' + mode;
    String insert = table.insert(table.columns().stream().map(MyBatisTool::parameter));
    String sql = mode == WriteMode.INSERT ? insert : insert + table.orUpdate();
    SqlSource source =
        configuration
            .getDefaultScriptingLanguageInstance()
            .createSqlSource(configuration, sql, objects.type());
    configuration.addMappedStatement(
        new MappedStatement.Builder(configuration, id, source, SqlCommandType.INSERT).build());
    return new BufferedSink<Object>() {
      @Override
      Object convert(@Nullable Object[] row) {
        return objects.make().apply(row);
      }

      @Override
      void write(List<Object> some) {
        for (Object row : some) {
          session.insert(id, row);
        }
        session.flushStatements();
      }
    };
  }

  private static String parameter(String column) {
    String property = RowObjects.property(column);
    // Without a type a null would be bound as one that the driver may not know.
    return switch (column) {
      case "metric_labels" -> "#{" + property + ",jdbcType=VARCHAR}";
      case "sent_at" -> "#{" + property + ",jdbcType=BIGINT}";
      default -> "#{" + property + "}";
    };
  }

  @Override
  public Connection connection() {
    return session.getConnection();
  }

  @Override
  public void begin() {}

  @Override
  public void commit() {
    session.commit(true);
  }

  @Override
  public void close() {
    session.close();
  }
}
