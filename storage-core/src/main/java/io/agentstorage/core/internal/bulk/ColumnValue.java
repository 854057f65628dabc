// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.exception.DataTypeException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Makes any value one of a column, as jOOQ does, but never another one: jOOQ makes null of a text that is no number, some
 * other integer of one that is too large or has a fraction, and text of whatever object there is.
 */
final class ColumnValue {
  /** What is told of a value. */
  private static final int TOLD = 40;

  private ColumnValue() {}

  /**
   * Converts a value.
   *
   * @return a value of the column's Java type; null only of null
   * @throws ConstraintViolationException if the column cannot hold it
   */
  static @Nullable Object of(Field<?> column, @Nullable Object given) {
    Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
    if (value == null || column.getType().isInstance(value)) {
      return value;
    }
    if (isNoSingleValue(column, value)) {
      throw wrong(column, value, null);
    }
    try {
      Object converted = DSL.val(exact(column, value), column).getValue();
      if (converted != null && !(isInfinite(converted) && !isInfinite(value))) {
        return converted;
      }
    } catch (DataTypeException
        | IllegalArgumentException
        | ArithmeticException
        | CorruptException e) {
      // The last is what converters take for damage when they read.
      throw wrong(column, value, e);
    }
    throw wrong(column, value, null);
  }

  private static boolean isNoSingleValue(Field<?> column, Object value) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return !(value instanceof byte[]) && !column.getType().isArray();
    }
    if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
      return !column.getType().isArray();
    }
    return column.getConverter().fromType() == String.class && hasNoText(type);
  }

  private static boolean hasNoText(Class<?> type) {
    try {
      return type.getMethod("toString").getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException e) {
      throw new LinkageError(type + " has no toString()", e);
    }
  }

  private static Object exact(Field<?> column, Object value) {
    if (!(value instanceof Number || value instanceof CharSequence)) {
      return value;
    }
    Class<?> stored = column.getConverter().fromType();
    if (stored == Long.class) {
      return number(value).longValueExact();
    }
    if (stored == Integer.class) {
      return number(value).intValueExact();
    }
    if (stored == Short.class) {
      return number(value).shortValueExact();
    }
    if (stored == Byte.class) {
      return number(value).byteValueExact();
    }
    if (stored == BigInteger.class) {
      return number(value).toBigIntegerExact();
    }
    return value;
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString().strip());
  }

  private static boolean isInfinite(Object value) {
    return switch (value) {
      case Double number -> number.isInfinite();
      case Float number -> number.isInfinite();
      case CharSequence text -> text.toString().contains("Infinity");
      default -> false;
    };
  }

  private static ConstraintViolationException wrong(
      Field<?> column, Object value, @Nullable Throwable cause) {
    return new ConstraintViolationException(
        "load: column "
            + column.getName()
            + " takes values of type "
            + column.getType().getSimpleName()
            + ", and "
            + told(value)
            + " cannot be made one; give one that can",
        FailedStatement.NONE,
        cause);
  }

  private static String told(Object value) {
    String type = value.getClass().getSimpleName();
    if (!(value instanceof Number || value instanceof CharSequence || value instanceof Boolean)) {
      return "a value of type " + type;
    }
    String text = value.toString();
    return "the "
        + type
        + " \""
        + (text.length() > TOLD ? text.substring(0, TOLD) + "…" : text)
        + '"';
  }
}
