// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Table;

/** Knows keys. */
final class TableKeys {
  private TableKeys() {}

  /** The columns of the primary key. */
  static List<Field<?>> of(Table<?> table) {
    return List.copyOf(Objects.requireNonNull(table.getPrimaryKey()).getFields());
  }
}
