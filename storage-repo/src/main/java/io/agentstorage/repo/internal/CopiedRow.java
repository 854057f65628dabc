// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a {@link CopiedTable}: a value of its Java type for each column. */
final class CopiedRow {
  private static final int BYTES_OF_A_VALUE = 16;

  private final @Nullable Object[] values;

  CopiedRow(@Nullable Object[] values) {
    this.values = values;
  }

  @Nullable Object value(int place) {
    return values[place];
  }

  @Nullable Object[] values() {
    return values;
  }

  boolean equalTo(CopiedRow other) {
    return Arrays.deepEquals(values, other.values);
  }

  boolean equalIn(int[] places, CopiedRow other) {
    for (int place : places) {
      if (!Objects.equals(values[place], other.values[place])) {
        return false;
      }
    }
    return true;
  }

  /** About how long it is as text. */
  long bytes() {
    long bytes = 0;
    for (Object value : values) {
      bytes += BYTES_OF_A_VALUE;
      if (value instanceof String text) {
        bytes += text.length();
      } else if (value instanceof Map<?, ?> tags) {
        for (Map.Entry<?, ?> tag : tags.entrySet()) {
          bytes += ((String) tag.getKey()).length() + ((String) tag.getValue()).length();
        }
      }
    }
    return bytes;
  }
}
