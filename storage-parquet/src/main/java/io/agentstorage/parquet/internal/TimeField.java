// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import org.apache.parquet.io.api.PrimitiveConverter;

/** A time of the current row. */
final class TimeField extends PrimitiveConverter {
  private final long perMilli;
  private long millis;
  private boolean set;

  TimeField(long perMilli) {
    this.perMilli = perMilli;
  }

  boolean isSet() {
    return set;
  }

  long millis() {
    return millis;
  }

  void clear() {
    set = false;
  }

  @Override
  public void addLong(long value) {
    millis = Math.floorDiv(value, perMilli);
    set = true;
  }
}
