// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import java.util.List;
import org.jooq.Field;
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
              + " columns; give one for each of "
              + columns.stream().map(Field::getName).toList());
    }
    @Nullable Object[] values = new Object[row.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ColumnValue.of(columns.get(i), row[i]);
    }
    return new GivenRow(columns, values);
  }
}
