// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What a row gives. Rows that give the same columns have the same list, and are known by it. */
final class GivenRow {
  private final List<Field<?>> columns;
  private final @Nullable Object[] values;

  GivenRow(List<Field<?>> columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  List<Field<?>> columns() {
    return columns;
  }

  /** One for each column. */
  @Nullable Object[] values() {
    return values;
  }
}
