// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Jdbi 3: a prepared batch with its values bound by place, which is the fastest that it offers. */
public final class JdbiTool implements Tool {
  private final Handle handle;

  /**
   * Opens a handle.
   *
   * @param source of its connection
   */
  public JdbiTool(DataSource source) {
    this.handle = Jdbi.create(source).open();
  }

  @Override
  public RowSink sink(RowTable table, WriteMode mode) {
    PreparedBatch batch = handle.prepareBatch(table.statement(mode));
    return new RowSink() {
      @Override
      public void add(@Nullable Object[] row) {
        for (int i = 0; i < row.length; i++) {
          Object value = row[i];
          if (value instanceof String text) {
            batch.bind(i, text);
          } else if (value instanceof Long number) {
            batch.bind(i, number);
          } else {
            batch.bind(i, (byte[]) value);
          }
        }
        batch.add();
      }

      @Override
      public void flush() {
        if (batch.size() > 0) {
          batch.execute();
        }
      }
    };
  }

  @Override
  public Connection connection() {
    return handle.getConnection();
  }

  @Override
  public void begin() {
    handle.begin();
  }

  @Override
  public void commit() {
    handle.commit();
  }

  @Override
  public void close() {
    handle.close();
  }
}
