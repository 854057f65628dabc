// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.Effect;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Rows of any table. Those that give the same columns one after the other are written together. */
final class TableTarget<T> implements BulkTarget<T, ShapedRow> {
  private final Table<?> table;
  private final RowReader<T> reader;
  private final Configuration configuration;
  private final Map<List<Field<?>>, RowShape> shapes = new HashMap<>();
  private List<Field<?>> lastColumns = List.of();
  private @Nullable RowShape lastShape;

  TableTarget(Table<?> table, RowReader<T> reader, Configuration configuration) {
    this.table = table;
    this.reader = reader;
    this.configuration = configuration;
  }

  @Override
  public ShapedRow prepare(T row) {
    GivenRow given = reader.read(row);
    RowShape shape = shape(given.columns());
    ShapedRow shaped;
    try {
      shaped = shape.encode(given.values());
    } catch (ArithmeticException
        | DataAccessException
        | DateTimeException
        | IllegalArgumentException e) {
      throw new ConstraintViolationException(
          "load "
              + table.getName()
              + ": a value cannot be stored ("
              + e.getMessage()
              + "); give one that the database can hold, a time within 292 million years",
          FailedStatement.NONE,
          e);
    }
    requireKey(shaped);
    return shaped;
  }

  /** SQLite numbers a row without one, or stores it so: nothing would ever find it again. */
  private void requireKey(ShapedRow row) {
    int[] places = row.shape().keyPlaces();
    for (int i = 0; i < places.length; i++) {
      if (row.values()[places[i]] == null) {
        throw new ConstraintViolationException(
            "load "
                + table.getName()
                + ": a row has no "
                + TableKeys.of(table).get(i).getName()
                + ", which is of the key; give each row its key");
      }
    }
  }

  /** Most rows have the columns of the one before: a list of columns is not hashed for each. */
  private RowShape shape(List<Field<?>> columns) {
    RowShape shape = lastShape;
    if (shape == null || !columns.equals(lastColumns)) {
      shape = shapes.computeIfAbsent(columns, given -> new RowShape(table, given, configuration));
      lastColumns = columns;
      lastShape = shape;
    }
    return shape;
  }

  @Override
  public long bytes(ShapedRow row) {
    return row.bytes();
  }

  /** That of the input where a row may need, or need to have out of its way, one that came before it. */
  @Override
  public @Nullable Comparator<ShapedRow> order() {
    boolean byInput =
        table.getReferences().stream().anyMatch(key -> key.getKey().getTable().equals(table))
            || table.getKeys().stream().anyMatch(key -> !key.equals(table.getPrimaryKey()));
    return byInput ? null : ShapedRow::compareTo;
  }

  @Override
  public Effect[] write(DSLContext tx, List<ShapedRow> rows, boolean update) {
    Effect[] effects = new Effect[rows.size()];
    int from = 0;
    while (from < rows.size()) {
      RowShape shape = rows.get(from).shape();
      int to = from + 1;
      while (to < rows.size() && rows.get(to).shape() == shape) {
        to++;
      }
      List<@Nullable Object[]> values =
          rows.subList(from, to).stream().map(ShapedRow::values).toList();
      Effect[] some = shape.statements().write(tx, values, update);
      System.arraycopy(some, 0, effects, from, some.length);
      from = to;
    }
    return effects;
  }

  @Override
  public void checkDeferred(DSLContext tx, List<ShapedRow> rows) {
    Map<String, ShapedRow> stored = new LinkedHashMap<>(); // of one key the last one is
    rows.forEach(row -> stored.put(describe(row), row));
    stored.values().forEach(row -> row.shape().references().check(tx, row.values()));
  }

  @Override
  public Object key(ShapedRow row) {
    return row.looseKey();
  }

  @Override
  public String describe(ShapedRow row) {
    StringBuilder text = new StringBuilder(table.getName());
    List<Field<?>> key = TableKeys.of(table);
    for (int i = 0; i < key.size(); i++) {
      Object value = row.key(i);
      text.append(i == 0 ? " " : ", ")
          .append(key.get(i).getName())
          .append(' ')
          .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
    }
    return text.toString();
  }
}
