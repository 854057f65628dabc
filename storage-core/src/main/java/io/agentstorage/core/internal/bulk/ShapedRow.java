// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.util.Arrays;
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

  /** The value of a column of the key. */
  @Nullable Object key(int place) {
    return values[shape.keyPlaces()[place]];
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

  /** By key; values that cannot be compared are equal, for the order is for speed only. */
  int compareTo(ShapedRow other) {
    int order = 0;
    for (int i = 0; order == 0 && i < shape.keyPlaces().length; i++) {
      order = compare(key(i), other.key(i));
    }
    return order;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both are of one class
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null); // wrong rows, and still an order
    }
    if (a instanceof byte[] bytes && b instanceof byte[] others) {
      return Arrays.compareUnsigned(bytes, others);
    }
    return a instanceof Comparable comparable && a.getClass() == b.getClass()
        ? comparable.compareTo(b)
        : 0;
  }
}
