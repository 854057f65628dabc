// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Rows of any table. Those that give the same columns one after the other are written together. */
final class TableTarget<T> implements BulkTarget<T, GivenRow> {
  private final Table<?> table;
  private final RowReader<T> reader;
  private final Dialect dialect;
  private final List<Field<?>> key;
  private final Map<List<Field<?>>, RowEncoder> encoders = new HashMap<>();
  private final Map<List<Field<?>>, TableStatements> statements = new HashMap<>();

  TableTarget(Table<?> table, RowReader<T> reader, Dialect dialect) {
    this.table = table;
    this.reader = reader;
    this.dialect = dialect;
    this.key = TableKeys.of(table);
  }

  @Override
  public GivenRow prepare(T row) {
    GivenRow given = reader.read(row);
    encoders
        .computeIfAbsent(given.columns(), columns -> new RowEncoder(dialect, columns))
        .encode(given.values());
    return given;
  }

  @Override
  public long bytes(GivenRow row) {
    long bytes = 0;
    for (Object value : row.values()) {
      bytes +=
          value instanceof String text
              ? text.length()
              : value instanceof byte[] content ? content.length : Long.BYTES;
    }
    return bytes;
  }

  @Override
  public Comparator<GivenRow> order() {
    return (a, b) -> {
      int order = 0;
      for (int i = 0; order == 0 && i < key.size(); i++) {
        order = compare(a.value(key.get(i)), b.value(key.get(i)));
      }
      return order;
    };
  }

  /** Values that cannot be compared are equal: the order is for speed only. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // both are of one class
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null || a.getClass() != b.getClass()) {
      return 0;
    }
    if (a instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) b);
    }
    return a instanceof Comparable comparable ? comparable.compareTo(b) : 0;
  }

  @Override
  public Effect[] write(DSLContext tx, List<GivenRow> rows, boolean update) {
    Effect[] effects = new Effect[rows.size()];
    int from = 0;
    while (from < rows.size()) {
      List<Field<?>> columns = rows.get(from).columns();
      int to = from + 1;
      while (to < rows.size() && rows.get(to).columns().equals(columns)) {
        to++;
      }
      List<@Nullable Object[]> values =
          rows.subList(from, to).stream().map(GivenRow::values).toList();
      Effect[] some =
          statements
              .computeIfAbsent(columns, given -> new TableStatements(table, given))
              .write(tx, values, update);
      System.arraycopy(some, 0, effects, from, some.length);
      from = to;
    }
    return effects;
  }

  @Override
  public String describe(T row) {
    GivenRow prepared = prepare(row);
    StringBuilder text = new StringBuilder(table.getName());
    for (int i = 0; i < key.size(); i++) {
      Object value = prepared.value(key.get(i));
      text.append(i == 0 ? " " : ", ")
          .append(key.get(i).getName())
          .append(' ')
          .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
    }
    return text.toString();
  }
}
