// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A table of rows that are to be written to another one. Its columns have names of their own, which no target has: the
 * number of the row, from 0, and a value for each column of the target that is given. Immutable.
 */
public final class StagedRows {
  private final Name name;
  private final List<Field<?>> columns;
  private final List<Field<?>> values;

  /**
   * Describes one.
   *
   * @param name its name
   * @param columns which columns of the target it has values for
   */
  public StagedRows(Name name, List<? extends Field<?>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
    List<Field<?>> own = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      own.add(DSL.field(name.append("staged_value_" + i), columns.get(i).getDataType()));
    }
    this.values = List.copyOf(own);
  }

  /**
   * The table.
   *
   * @return it
   */
  public Table<?> table() {
    return DSL.table(name);
  }

  /**
   * The place of the row in the input.
   *
   * @return the column, from 0
   */
  public Field<Long> number() {
    return DSL.field(name.append("staged_row"), SQLDataType.BIGINT.notNull());
  }

  /**
   * All values.
   *
   * @return the columns, in the order of those of the target
   */
  public List<Field<?>> values() {
    return values;
  }

  /**
   * The value for a column of the target.
   *
   * @param column the column
   * @param <V> its type
   * @return the column that has it
   * @throws IllegalArgumentException if no value was given for it
   */
  @SuppressWarnings("unchecked") // it was made with the type of this column
  public <V> Field<V> of(Field<V> column) {
    int place = columns.indexOf(column);
    if (place < 0) {
      throw new IllegalArgumentException(column + " is no column of the input");
    }
    return (Field<V>) values.get(place);
  }
}
