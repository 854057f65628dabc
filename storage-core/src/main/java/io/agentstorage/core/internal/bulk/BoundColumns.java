// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.spi.Dialect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;

/**
 * The columns whose values the driver does not take as they are, or takes for something else than jOOQ's queries do, such
 * as times on SQLite: jOOQ binds them to a statement that only remembers what it is given. Used by one thread.
 */
final class BoundColumns {
  /** What a driver stores just as jOOQ would have it. */
  private static final Set<Class<?>> TAKEN =
      Set.of(
          String.class,
          Long.class,
          Integer.class,
          Short.class,
          Double.class,
          Float.class,
          Boolean.class,
          BigDecimal.class,
          UUID.class,
          byte[].class);

  private static final MockResult[] DONE = {new MockResult(1)};

  private final int[] places;
  private final @Nullable Query query;
  private @Nullable Object[] bound = {};

  BoundColumns(List<Field<?>> columns, Dialect dialect, SQLDialect family) {
    this.places = places(columns, dialect);
    this.query = places.length == 0 ? null : query(columns, family);
  }

  private static int[] places(List<Field<?>> columns, Dialect dialect) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!isTaken(columns.get(i), dialect)) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isTaken(Field<?> column, Dialect dialect) {
    boolean bindsByItself =
        !column.getBinding().getClass().getPackageName().equals(DSL.class.getPackageName());
    return TAKEN.contains(dialect.converter(column).fromType()) && !bindsByItself;
  }

  private Query query(List<Field<?>> columns, SQLDialect family) {
    DSLContext memory =
        DSL.using(
            new MockConnection(
                statement -> {
                  bound = statement.bindings();
                  return DONE;
                }),
            family,
            new Settings().withExecuteLogging(false));
    List<Field<?>> bindable = Arrays.stream(places).<Field<?>>mapToObj(columns::get).toList();
    return memory
        .insertInto(DSL.table(DSL.name("bound")))
        .columns(bindable)
        .values(bindable.stream().map(DSL::param).toList())
        .keepStatement(true);
  }

  /**
   * Binds the values of a row.
   *
   * @param values one for each column, of its Java type
   * @return what the driver is to be given instead, in the order of the places
   */
  @Nullable Object[] bind(@Nullable Object[] values) {
    if (query == null) {
      return bound;
    }
    for (int i = 0; i < places.length; i++) {
      query.bind(i + 1, values[places[i]]);
    }
    query.execute();
    return bound;
  }

  /** Puts what was bound into the row. */
  void put(@Nullable Object[] given, @Nullable Object[] values) {
    for (int i = 0; i < places.length; i++) {
      values[places[i]] = given[i];
    }
  }
}
