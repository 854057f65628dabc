// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Records: the columns that were set, and those of the key; all columns where none was set. */
final class RecordRows<R extends Record> implements RowReader<R> {
  private final Field<?>[] columns;
  private final BitSet key = new BitSet();
  private final Map<BitSet, List<Field<?>>> lists = new HashMap<>();

  RecordRows(Table<R> table) {
    columns = table.fields();
    List<Field<?>> fields = TableKeys.of(table);
    for (int i = 0; i < columns.length; i++) {
      key.set(i, fields.contains(columns[i]));
    }
  }

  @Override
  public GivenRow read(R row) {
    BitSet given = (BitSet) key.clone();
    boolean whole = !row.touched(); // as it was fetched, perhaps from another database
    for (int i = 0; i < columns.length; i++) {
      if (whole || row.touched(i)) {
        given.set(i);
      }
    }
    @Nullable Object[] values = new Object[given.cardinality()];
    int at = 0;
    for (int i = given.nextSetBit(0); i >= 0; i = given.nextSetBit(i + 1)) {
      values[at++] = row.get(i);
    }
    return new GivenRow(lists.computeIfAbsent(given, this::list), values);
  }

  private List<Field<?>> list(BitSet given) {
    List<Field<?>> list = new ArrayList<>();
    given.stream().forEach(i -> list.add(columns[i]));
    return List.copyOf(list);
  }
}
