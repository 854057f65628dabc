// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;
import org.jooq.exception.DataTypeException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Arrays with one value for each column. */
final class ArrayRows implements RowReader<Object[]> {
  private final List<Field<?>> columns;

  ArrayRows(List<Field<?>> columns) {
    this.columns = columns;
  }

  @Override
  public GivenRow read(@Nullable Object[] row) {
    if (row.length != columns.size()) {
      throw new ConstraintViolationException(
          "load: a row has "
              + row.length
              + " values, and there are "
              + columns.size()
              + " columns");
    }
    @Nullable Object[] values = new Object[row.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = convert(columns.get(i), row[i]);
    }
    return new GivenRow(columns, values);
  }

  private static @Nullable Object convert(Field<?> column, @Nullable Object value) {
    if (value == null || column.getType().isInstance(value)) {
      return value;
    }
    try {
      Object converted = DSL.val(exact(column, value), column).getValue();
      if (converted != null) {
        return converted;
      }
    } catch (DataTypeException
        | IllegalArgumentException
        | ArithmeticException
        | CorruptException e) {
      // The last is what converters take for damage when they read.
      throw wrongType(column, value, e);
    }
    throw wrongType(column, value, null); // jOOQ makes null of a number that is none
  }

  /** jOOQ makes some other integer of a number that is too large or has a fraction. */
  private static Object exact(Field<?> column, Object value) {
    Class<?> stored = column.getConverter().fromType();
    if (!(value instanceof Number || value instanceof CharSequence)) {
      return value;
    }
    if (stored == Long.class) {
      return number(value).longValueExact();
    }
    if (stored == Integer.class) {
      return number(value).intValueExact();
    }
    return value;
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString().strip());
  }

  private static ConstraintViolationException wrongType(
      Field<?> column, Object value, @Nullable Throwable cause) {
    return new ConstraintViolationException(
        "load: column "
            + column.getName()
            + " takes a "
            + column.getType().getSimpleName()
            + " and was given a "
            + value.getClass().getSimpleName()
            + " that is none",
        FailedStatement.NONE,
        cause);
  }
}
