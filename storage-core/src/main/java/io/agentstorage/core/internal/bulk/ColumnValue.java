// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import java.util.Optional;
import org.jooq.Converter;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Makes any value one of a column: by {@link ExactValue} one of its database type, by its converter one of its own. */
final class ColumnValue {
  private ColumnValue() {}

  /**
   * Converts a value.
   *
   * @return a value of the column's Java type; null of null, and where its converter makes null of a value
   * @throws ConstraintViolationException if the column cannot hold it
   */
  static @Nullable Object of(Field<?> column, @Nullable Object given) {
    Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
    if (value == null || column.getType().isInstance(value)) {
      return value;
    }
    try {
      return own(column.getConverter(), value);
    } catch (RuntimeException e) { // of a user's converter it may be any
      throw new ConstraintViolationException(
          "load: column "
              + column.getName()
              + " takes values of type "
              + column.getType().getSimpleName()
              + ", and this one of type "
              + value.getClass().getSimpleName()
              + " cannot be made one without becoming another; mend the row, or convert it before",
          FailedStatement.NONE,
          e);
    }
  }

  private static <U> @Nullable Object own(Converter<U, ?> converter, Object value) {
    return converter.from(converter.fromType().cast(ExactValue.of(converter.fromType(), value)));
  }
}
