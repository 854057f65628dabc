// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import org.jooq.Record;
import org.jooq.RecordUnmapper;
import org.jooq.Table;
import org.jooq.exception.DataTypeException;
import org.jooq.exception.MappingException;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultRecordUnmapper;

/** Objects, which jOOQ maps into records by the names of their properties. */
final class PojoRows<R extends Record, P> implements RowReader<P> {
  private final Table<R> table;
  private final RecordUnmapper<P, R> mapper;
  private final RecordRows<R> records;

  PojoRows(Table<R> table, Class<P> type) {
    this.table = table;
    this.mapper = new DefaultRecordUnmapper<>(type, table.recordType(), new DefaultConfiguration());
    this.records = new RecordRows<>(table);
  }

  @Override
  public GivenRow read(P row) {
    try {
      return records.read(mapper.unmap(row));
    } catch (MappingException | DataTypeException e) {
      throw new ConstraintViolationException(
          "load "
              + table.getName()
              + ": an object cannot be mapped to its columns ("
              + e.getMessage()
              + "); give it properties of their names and types",
          FailedStatement.NONE,
          e);
    }
  }
}
