// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.Converter;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A value that is read from the driver itself, for statements that are run without jOOQ. */
final class StoredValue {
  private StoredValue() {}

  /**
   * Reads a value as jOOQ does.
   *
   * @param row the row
   * @param column its place, from 1
   * @param field the column of a generated table
   * @return the value, of the field's type
   */
  static @Nullable Object read(ResultSet row, int column, Field<?> field) throws SQLException {
    return get(row, column, field);
  }

  /** As {@link #read}, with its type. */
  static <T> @Nullable T get(ResultSet row, int column, Field<T> field) throws SQLException {
    return convert(row, column, (Converter<?, T>) field.getConverter());
  }

  /** As the driver gives it, to be written again as it is. */
  static @Nullable Object raw(ResultSet row, int column, Field<?> field) throws SQLException {
    return raw(row, column, field.getConverter().fromType());
  }

  private static <S, T> @Nullable T convert(ResultSet row, int column, Converter<S, T> converter)
      throws SQLException {
    return converter.from(raw(row, column, converter.fromType()));
  }

  private static <S> @Nullable S raw(ResultSet row, int column, Class<S> stored)
      throws SQLException {
    Object value;
    if (stored == String.class) {
      value = row.getString(column);
    } else if (stored == byte[].class) {
      value = row.getBytes(column);
    } else if (stored == Long.class) {
      long number = row.getLong(column);
      value = row.wasNull() ? null : number;
    } else if (stored == Integer.class) {
      int number = row.getInt(column);
      value = row.wasNull() ? null : number;
    } else {
      throw new IllegalStateException("no column is stored as " + stored);
    }
    return stored.cast(value);
  }
}
