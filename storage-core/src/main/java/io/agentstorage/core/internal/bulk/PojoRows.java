// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordUnmapper;
import org.jooq.Table;
import org.jooq.exception.DataTypeException;
import org.jooq.exception.MappingException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultRecordUnmapper;
import org.jooq.impl.SQLDataType;

/**
 * Objects, whose properties jOOQ finds by the names of columns. They are taken as they are, into columns of no type, and
 * made values of the table's by {@link ColumnValue}.
 */
final class PojoRows<P> implements RowReader<P> {
  private final Table<?> table;
  private final RowColumns columns;
  private final RecordUnmapper<P, Record> mapper;

  PojoRows(Table<?> table, Class<P> type) {
    this.table = table;
    this.columns = new RowColumns(table);
    DefaultConfiguration memory = new DefaultConfiguration();
    List<Field<?>> untyped =
        Arrays.stream(table.fields())
            .<Field<?>>map(column -> DSL.field(DSL.name(column.getName()), SQLDataType.OTHER))
            .toList();
    this.mapper =
        new DefaultRecordUnmapper<>(
            type, DSL.using(memory).newResult(untyped).recordType(), memory);
  }

  @Override
  public GivenRow read(P row) {
    Record given;
    try {
      given = mapper.unmap(row);
    } catch (MappingException | DataTypeException e) {
      throw new ConstraintViolationException(
          "load "
              + table.getName()
              + ": the properties of an object cannot be read ("
              + reason(e)
              + "); give it readable ones with the names of columns",
          FailedStatement.NONE,
          e);
    }
    return columns.row(given::touched, (column, i) -> ColumnValue.of(column, given.get(i)));
  }

  /** What a getter threw is inside of what reflection made of it. */
  private static Throwable reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null
        && (at instanceof MappingException || at instanceof InvocationTargetException)) {
      at = at.getCause();
    }
    return at;
  }
}
