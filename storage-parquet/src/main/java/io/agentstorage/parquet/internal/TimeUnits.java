// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** The units in which others write times. */
final class TimeUnits {
  private TimeUnits() {}

  /** How many of a column's unit are a millisecond. Numbers without a unit are milliseconds. */
  static long perMilli(PrimitiveType type) {
    TimeUnit unit =
        type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
            ? timestamp.getUnit()
            : TimeUnit.MILLIS;
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }
}
