// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row as the driver takes it. */
final class ShapedRow {
  private final RowShape shape;
  private final @Nullable Object[] values;

  ShapedRow(RowShape shape, @Nullable Object[] values) {
    this.shape = shape;
    this.values = values;
  }

  RowShape shape() {
    return shape;
  }

  @Nullable Object[] values() {
    return values;
  }

  /** The value of a column of the key, which {@link TableTarget} makes sure of. */
  Object key(int place) {
    return Objects.requireNonNull(values[shape.keyPlaces()[place]]);
  }

  long bytes() {
    long bytes = 0;
    for (Object value : values) {
      bytes +=
          value instanceof String text
              ? text.length()
              : value instanceof byte[] content ? content.length : Long.BYTES;
    }
    return bytes;
  }

  /** The key, equal where to the database it may be: it may ignore case, blanks and zeros at the end. */
  Object looseKey() {
    List<Object> key = new ArrayList<>(shape.keyPlaces().length);
    for (int i = 0; i < shape.keyPlaces().length; i++) {
      Object value = key(i);
      key.add(
          switch (value) {
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case String text ->
                text.stripTrailing().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            case BigDecimal number -> number.stripTrailingZeros();
            case Double number -> number + 0.0; // of -0.0 it makes 0.0
            case Float number -> number + 0.0f;
            default -> value;
          });
    }
    return key;
  }

  /**
   * By key, for speed only. Keys that are equal to the database must be equal here, so that they keep their order: it may
   * ignore the case of letters (NOCASE, citext) and blanks at the end (RTRIM, char), and 0.0 is -0.0. Values that cannot be
   * compared are equal.
   */
  int compareTo(ShapedRow other) {
    int order = 0;
    for (int i = 0; order == 0 && i < shape.keyPlaces().length; i++) {
      order = compare(key(i), other.key(i));
    }
    return order;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both are of one class
  private static int compare(Object a, Object b) {
    if (a instanceof byte[] bytes && b instanceof byte[] others) {
      return Arrays.compareUnsigned(bytes, others);
    }
    if (a instanceof String text && b instanceof String other) {
      return text.stripTrailing().compareToIgnoreCase(other.stripTrailing());
    }
    if (a instanceof Double number && b instanceof Double other) {
      return Double.compare(number + 0.0, other + 0.0);
    }
    if (a instanceof Float number && b instanceof Float other) {
      return Float.compare(number + 0.0f, other + 0.0f);
    }
    return a instanceof Comparable comparable && a.getClass() == b.getClass()
        ? comparable.compareTo(b)
        : 0;
  }
}
