// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.spi.bulk.RowStatement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys of rows, for a database that checks deferred ones at the commit only and cannot be asked before: those
 * that the generated table knows. Used by one thread.
 */
final class RowReferences {
  private final Table<?> table;
  private final List<Field<?>> columns;
  private @Nullable List<Reference> references;

  /** A foreign key, and what asks for the row that one refers to. */
  private record Reference(ForeignKey<?, ?> key, List<Integer> places, RowStatement asked) {}

  RowReferences(Table<?> table, List<Field<?>> columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * Looks for what a row refers to.
   *
   * @param row its values, as the driver takes them
   * @throws ConstraintViolationException if it is not there
   */
  void check(DSLContext tx, @Nullable Object[] row) {
    List<Reference> rendered = references;
    if (rendered == null) {
      rendered = render(tx);
      references = rendered;
    }
    for (Reference reference : rendered) {
      // It refers to nothing where one of the columns is NULL.
      boolean refers = reference.places.stream().allMatch(place -> row[place] != null);
      if (refers && reference.asked.first(tx, found -> true, row) == null) {
        throw new ConstraintViolationException(
            "load "
                + table.getName()
                + ": what it refers to by "
                + reference.key.getName()
                + " is not in "
                + reference.key.getKey().getTable().getName()
                + "; store that before, or in the same chunk");
      }
    }
  }

  private List<Reference> render(DSLContext tx) {
    List<Reference> rendered = new ArrayList<>();
    for (ForeignKey<?, ?> key : table.getReferences()) {
      List<Integer> places = key.getFields().stream().map(columns::indexOf).toList();
      if (!places.contains(-1)) {
        rendered.add(new Reference(key, places, render(tx, key)));
      }
    }
    return rendered;
  }

  private RowStatement render(DSLContext tx, ForeignKey<?, ?> key) {
    return RowStatement.render(
        tx,
        columns,
        values -> {
          Condition same = DSL.noCondition();
          for (int i = 0; i < key.getFields().size(); i++) {
            same = same.and(same(key.getKeyFields().get(i), values.of(key.getFields().get(i))));
          }
          return tx.selectOne().from(key.getKey().getTable()).where(same);
        });
  }

  @SuppressWarnings("unchecked") // both ends of a foreign key have values of one type
  private static <V> Condition same(Field<V> referred, Field<?> referring) {
    return referred.eq((Field<V>) referring);
  }
}
