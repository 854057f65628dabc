// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.parquet.io.api.Binary;

/** The columns of an hour in UTC: year in four digits or more, month, day and hour in two. Immutable. */
final class HourText {
  private static final long HOUR_MILLIS = 3_600_000;

  final long number;
  final Binary year;
  final Binary month;
  final Binary day;
  final Binary hour;

  private HourText(long number) {
    this.number = number;
    OffsetDateTime time =
        Instant.ofEpochSecond(number * (HOUR_MILLIS / 1000)).atOffset(ZoneOffset.UTC);
    year = text("%04d", time.getYear());
    month = text("%02d", time.getMonthValue());
    day = text("%02d", time.getDayOfMonth());
    hour = text("%02d", time.getHour());
  }

  static HourText of(long number) {
    return new HourText(number);
  }

  /** How many hours since 1970 had begun. */
  static long numberOf(long millis) {
    return Math.floorDiv(millis, HOUR_MILLIS);
  }

  private static Binary text(String format, int number) {
    return Binary.fromConstantByteArray(Utf8.bytes(String.format(Locale.ROOT, format, number)));
  }
}
