// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.Database;
import io.agentstorage.core.spi.bulk.BulkRun;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.TableBulkLoad;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * Bulk loads of one table.
 *
 * @param <R> the type of its records
 */
public final class TableLoads<R extends Record> implements TableBulkLoad<R> {
  private final Database database;
  private final Table<R> table;

  /**
   * Loads of a table.
   *
   * @param database where to
   * @param table the table
   */
  public TableLoads(Database database, Table<R> table) {
    Objects.requireNonNull(table, "table");
    if (table.getPrimaryKey() == null) {
      throw new IllegalArgumentException(
          "load "
              + table.getName()
              + ": it has no primary key, by which rows would be found again; give it one");
    }
    this.database = database;
    this.table = table;
  }

  @Override
  public BulkLoadReport load(Iterator<? extends R> rows, BulkLoadOptions<? super R> options) {
    return run(rows, options, new RecordRows<>(table));
  }

  @Override
  public <P> BulkLoad<P> pojos(Class<P> type) {
    Objects.requireNonNull(type, "type");
    if (type.isArray() || type == String.class || Number.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "load "
              + table.getName()
              + ": "
              + type.getSimpleName()
              + " has no properties with the names of columns; for arrays there is arrays(…)");
    }
    return (rows, options) -> run(rows, options, new PojoRows<>(table, type));
  }

  @Override
  public BulkLoad<Object[]> arrays(Field<?>... columns) {
    for (Field<?> column : columns) {
      Objects.requireNonNull(column, "a column");
    }
    List<Field<?>> given = List.of(columns);
    if (Set.copyOf(given).size() < given.size()) {
      throw new IllegalArgumentException(
          "load " + table.getName() + ": a column comes twice in " + given + "; name each once");
    }
    for (Field<?> column : given) {
      if (!column.equals(table.field(column))) {
        throw new IllegalArgumentException(
            "load " + table.getName() + ": " + column + " is not one of its columns");
      }
    }
    for (Field<?> column : TableKeys.of(table)) {
      if (!given.contains(column)) {
        throw new IllegalArgumentException(
            "load " + table.getName() + ": " + column + " is of the key, and must be given");
      }
    }
    return (rows, options) -> run(rows, options, new ArrayRows(given));
  }

  private <T> BulkLoadReport run(
      Iterator<? extends T> rows, BulkLoadOptions<? super T> options, RowReader<T> reader) {
    Configuration configuration = database.dsl().configuration();
    return BulkRun.load(database, new TableTarget<>(table, reader, configuration), rows, options);
  }
}
