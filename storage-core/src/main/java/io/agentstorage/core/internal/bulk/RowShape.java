// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.UnicodeText;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What rows that give the same columns have in common, worked out once. One thread encodes with it, another writes with
 * its statements.
 */
final class RowShape {
  private final List<Field<?>> columns;
  private final Dialect dialect;
  private final RowEncoder encoder;
  private final BoundColumns bound;
  private final int[] keyPlaces;
  private final TableStatements statements;
  private final RowReferences references;

  RowShape(Table<?> table, List<Field<?>> columns, Configuration configuration) {
    this.columns = columns;
    this.dialect = Dialect.of(configuration);
    this.encoder = new RowEncoder(dialect, columns);
    this.bound = new BoundColumns(columns, dialect, configuration.dialect());
    this.keyPlaces = TableKeys.of(table).stream().mapToInt(columns::indexOf).toArray();
    this.statements = new TableStatements(table, columns);
    this.references = new RowReferences(table, columns);
  }

  ShapedRow encode(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      requireText(i, json(values[i])); // which may be bound as bytes
    }
    @Nullable Object[] given = bound.bind(values);
    encoder.encode(values);
    bound.put(given, values);
    for (int i = 0; i < values.length; i++) {
      requireText(i, values[i]);
      requireStorable(i, values[i]);
    }
    return new ShapedRow(this, values);
  }

  private static @Nullable String json(@Nullable Object value) {
    return switch (value) {
      case JSON json -> json.data();
      case JSONB json -> json.data();
      case null, default -> null;
    };
  }

  private void requireText(int place, @Nullable Object value) {
    if (value instanceof String text && !UnicodeText.isWhole(text)) {
      UnicodeText.requireWhole("the text of column " + columns.get(place).getName(), text);
    }
  }

  private void requireStorable(int place, @Nullable Object value) {
    String otherwise = value == null ? null : dialect.storesOtherwise(value);
    if (otherwise != null) {
      throw new IllegalArgumentException(
          "of column " + columns.get(place).getName() + ": " + otherwise);
    }
  }

  /** Where the value of each column of the key is. */
  int[] keyPlaces() {
    return keyPlaces;
  }

  RowReferences references() {
    return references;
  }

  TableStatements statements() {
    return statements;
  }
}
