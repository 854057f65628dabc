// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.spi.Dialect;
import java.util.List;
import org.jooq.Converter;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Turns the values of a row into what the driver takes. Thread-safe, as converters are. */
public final class RowEncoder {
  private final Converter<Object, Object>[] converters;

  /**
   * An encoder.
   *
   * @param dialect how the database wants its columns
   * @param columns the columns
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // encode() is given values of the columns' types
  public RowEncoder(Dialect dialect, List<? extends Field<?>> columns) {
    converters = new Converter[columns.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = (Converter) dialect.converter(columns.get(i));
    }
  }

  /**
   * Encodes a row in place.
   *
   * @param values one for each column, of its Java type
   * @return the same array, with what the driver takes
   */
  public @Nullable Object[] encode(@Nullable Object[] values) {
    for (int i = 0; i < converters.length; i++) {
      values[i] = converters[i].to(values[i]);
    }
    return values;
  }
}
