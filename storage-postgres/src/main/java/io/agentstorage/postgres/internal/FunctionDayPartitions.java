// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.DayPartitions;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Partitions that functions of the migrations make and drop, {@code <table>_add_day} and {@code <table>_drop_days}: the
 * role of an agent may create and drop no tables.
 */
final class FunctionDayPartitions implements DayPartitions {
  private static final String MAY_CALL_ARGUMENTS = "(bigint, integer)";

  @Override
  public void add(DSLContext tx, Table<?> table, long day) {
    tx.select(DSL.function(DSL.name(table.getName() + "_add_day"), SQLDataType.OTHER, DSL.val(day)))
        .execute();
  }

  @Override
  public OptionalLong dropBefore(DSLContext tx, Table<?> table, long day, ClusterId cluster) {
    String function = table.getName() + "_drop_days";
    boolean may =
        tx.select(
                DSL.function(
                    "has_function_privilege",
                    SQLDataType.BOOLEAN,
                    DSL.val(function + MAY_CALL_ARGUMENTS),
                    DSL.inline("EXECUTE")))
            .fetchSingle()
            .value1();
    if (!may) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        tx.select(
                DSL.function(
                    DSL.name(function), SQLDataType.BIGINT, DSL.val(day), DSL.val(cluster.value())))
            .fetchSingle()
            .value1());
  }
}
