// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Which columns of a table a row gives: those that it says, and those of the key. Used by one thread. */
final class RowColumns {
  private final Field<?>[] columns;
  private final BitSet key = new BitSet();
  private final Map<BitSet, List<Field<?>>> lists = new HashMap<>();

  RowColumns(Table<?> table) {
    columns = table.fields();
    List<Field<?>> fields = TableKeys.of(table);
    for (int i = 0; i < columns.length; i++) {
      key.set(i, fields.contains(columns[i]));
    }
  }

  /** Gives the value of a column. */
  interface Values {
    @Nullable Object of(Field<?> column, int place);
  }

  GivenRow row(IntPredicate given, Values row) {
    BitSet places = (BitSet) key.clone();
    for (int i = 0; i < columns.length; i++) {
      if (given.test(i)) {
        places.set(i);
      }
    }
    @Nullable Object[] values = new Object[places.cardinality()];
    int at = 0;
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      values[at++] = row.of(columns[i], i);
    }
    return new GivenRow(lists.computeIfAbsent(places, this::list), values);
  }

  private List<Field<?>> list(BitSet places) {
    List<Field<?>> list = new ArrayList<>();
    places.stream().forEach(i -> list.add(columns[i]));
    return List.copyOf(list);
  }
}
