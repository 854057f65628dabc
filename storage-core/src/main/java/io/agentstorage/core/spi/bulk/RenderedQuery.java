// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A typed query that is rendered and prepared once and run many times, whose rows are read as the driver gives them: the
 * counterpart of {@link RenderedBatch}. Used within one transaction by one thread.
 */
public final class RenderedQuery extends RenderedStatement {
  /** Takes a row. */
  @FunctionalInterface
  public interface RowReader {

    /**
     * Takes the row that the result is at.
     *
     * @param row the result
     * @throws SQLException if the driver does
     */
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Prepares a query.
   *
   * @param tx the transaction
   * @param sql what {@link org.jooq.Query#getSQL()} of a typed query gave
   */
  public RenderedQuery(DSLContext tx, String sql) {
    super(tx, sql);
  }

  /**
   * Sets a value of the next runs.
   *
   * @param place its place, from 1
   * @param value what {@link RowEncoder} gave
   */
  public void set(int place, @Nullable Object value) {
    try {
      statement().setObject(place, value);
    } catch (SQLException e) {
      throw translate(e);
    }
  }

  /**
   * Runs it.
   *
   * @param reader is given each row
   */
  public void run(RowReader reader) {
    try (ResultSet rows = statement().executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw translate(e);
    }
  }
}
