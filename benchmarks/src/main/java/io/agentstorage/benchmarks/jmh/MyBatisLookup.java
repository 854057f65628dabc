// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.apache.ibatis.type.ByteArrayTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** By MyBatis, whose session reuses statements; its cache of results is off, which would answer instead of SQLite. */
final class MyBatisLookup implements KeyLookup {
  private final SqlSession session;
  private final Rows rows;

  /** The mapper; MyBatis makes it. */
  interface Rows {
    @Select(
        StoredRow.SELECT + "r.type = #{type} AND r.namespace = #{namespace} AND r.name = #{name}")
    @Nullable StoredRow byKey(
        @Param("type") String type,
        @Param("namespace") String namespace,
        @Param("name") String name);
  }

  MyBatisLookup(Path file) {
    UnpooledDataSource source =
        new UnpooledDataSource(JDBC.class.getName(), "jdbc:sqlite:" + file, null, null);
    Configuration configuration =
        new Configuration(new Environment("benchmark", new JdbcTransactionFactory(), source));
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    // SQLite's driver has bytes, but no java.sql.Blob.
    configuration
        .getTypeHandlerRegistry()
        .register(byte[].class, JdbcType.BLOB, new ByteArrayTypeHandler());
    configuration.addMapper(Rows.class);
    session =
        new SqlSessionFactoryBuilder().build(configuration).openSession(ExecutorType.REUSE, true);
    rows = session.getMapper(Rows.class);
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    StoredRow row = rows.byKey(key.type().toString(), StoredRow.namespace(key), key.name());
    return row == null ? null : row.resource();
  }

  @Override
  public void close() {
    session.close();
  }
}
