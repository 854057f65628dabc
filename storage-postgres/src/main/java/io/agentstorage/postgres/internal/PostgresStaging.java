// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.NotPermittedException;
import io.agentstorage.core.spi.bulk.StagedRows;
import io.agentstorage.core.spi.bulk.Staging;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows go through COPY into temporary tables. COPY into the tables themselves is refused under row-level security, and
 * would know no ON CONFLICT. A temporary table is dropped with its transaction: nothing is taken for granted of the next
 * one, which a pooler may run on another connection. Thread-safe.
 */
final class PostgresStaging implements Staging {
  private final int leastRows;
  private final AtomicInteger tables = new AtomicInteger();
  private final Map<Shape, Staged> known = new ConcurrentHashMap<>();
  private volatile @Nullable Boolean permitted;

  private record Shape(Name target, List<String> columns) {}

  private record Staged(int number, StagedRows rows) {}

  PostgresStaging(int leastRows) {
    this.leastRows = leastRows;
  }

  @Override
  public int leastRows() {
    return leastRows;
  }

  @Override
  public @Nullable StagedRows stage(
      DSLContext tx, Table<?> target, List<Field<?>> columns, List<@Nullable Object[]> rows) {
    if (!CopyLines.canHave(rows)) {
      return null;
    }
    Connection connection =
        Objects.requireNonNull(tx.configuration().connectionProvider().acquire());
    try {
      if (!connection.isWrapperFor(PGConnection.class) || !permitted(connection)) {
        return null;
      }
      Shape shape =
          new Shape(target.getQualifiedName(), columns.stream().map(Field::getName).toList());
      Staged staged = known.computeIfAbsent(shape, made -> next(columns));
      create(tx, target, columns, staged.rows());
      copy(connection, staged.number(), rows);
      return staged.rows();
    } catch (SQLException e) {
      PostgresSession session = LentConnection.sessionOf(connection);
      String operation = "copy rows for " + target.getName();
      throw session == null
          ? PostgresErrors.classify(operation, null, e)
          : session.classify(operation, null, e);
    } finally {
      tx.configuration().connectionProvider().release(connection);
    }
  }

  private Staged next(List<Field<?>> columns) {
    int number = tables.incrementAndGet();
    return new Staged(
        number, new StagedRows(DSL.name(PostgresStatements.stagingTable(number)), columns));
  }

  /** Asked once, for a statement that is refused ends the transaction; again when it was taken away since. */
  private boolean permitted(Connection connection) throws SQLException {
    Boolean known = permitted;
    if (known == null) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(PostgresStatements.MAY_STAGE)) {
        row.next();
        known = row.getBoolean(1);
      }
      permitted = known;
    }
    return known;
  }

  /** The types of its columns are taken from the target. In a transaction that has used it before it is emptied. */
  private void create(DSLContext tx, Table<?> target, List<Field<?>> columns, StagedRows staged) {
    List<Field<?>> selected = new ArrayList<>(columns.size() + 1);
    selected.add(DSL.cast(DSL.inline(0L), SQLDataType.BIGINT).as(staged.number().getName()));
    for (int i = 0; i < columns.size(); i++) {
      selected.add(columns.get(i).as(staged.values().get(i).getName()));
    }
    try {
      tx.createTemporaryTableIfNotExists(staged.table())
          .as(DSL.select(selected).from(target))
          .withNoData()
          .onCommitDrop()
          .execute();
    } catch (NotPermittedException e) {
      permitted = null;
      throw new NotPermittedException(
          "copy rows for "
              + target.getName()
              + ": the role may not make temporary tables any more, or not read the table; run the"
              + " load again, which then does without, or grant TEMPORARY on the database to it",
          e.statement(),
          e);
    }
    tx.truncate(staged.table()).execute();
  }

  private static void copy(Connection connection, int number, List<@Nullable Object[]> rows)
      throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(PostgresStatements.copyInto(number));
    try {
      new CopyLines(copy).write(rows);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
