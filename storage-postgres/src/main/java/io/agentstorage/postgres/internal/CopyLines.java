// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in the text format of COPY (PostgreSQL's manual, "COPY", "Text Format"): a line for each row, which begins
 * with its number. The binary format would need the type of each column on the server. Used once.
 */
final class CopyLines {
  private static final int PORTION = 1 << 16;

  /** Days apart, for dates of JDBC before 1582 are of the Julian calendar, and each is in some time zone. */
  private static final long YEAR_1 = Instant.parse("0001-01-04T00:00:00Z").toEpochMilli();

  private static final long YEAR_10000 = Instant.parse("9999-12-29T00:00:00Z").toEpochMilli();
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = {'\\', 'N'};

  private final CopyIn copy;
  private byte[] buffer = new byte[PORTION + 4096];
  private int length;

  CopyLines(CopyIn copy) {
    this.copy = copy;
  }

  /** Whether the text of each value means the same as the value as a parameter. */
  static boolean canHave(List<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      for (Object value : row) {
        if (!(value == null
            || value instanceof String
            || value instanceof Long
            || value instanceof Integer
            || value instanceof byte[]
            || value instanceof Short
            || value instanceof Boolean
            || value instanceof Double
            || value instanceof BigDecimal
            || value instanceof BigInteger
            || value instanceof UUID
            || value instanceof LocalTime
            || (value instanceof Date date && hasFourDigits(date))
            || (value instanceof Timestamp time && hasFourDigits(time)))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The text of dates of JDBC has no era, and the driver takes some far away for infinity. Neither has the year that they
   * become in java.time: that of 44 BC is 44.
   */
  @SuppressWarnings("JavaUtilDate") // what JDBC has
  private static boolean hasFourDigits(java.util.Date value) {
    long time = value.getTime();
    return time > YEAR_1 && time < YEAR_10000;
  }

  void write(List<@Nullable Object[]> rows) throws SQLException {
    long number = 0;
    for (@Nullable Object[] row : rows) {
      number(number++);
      for (Object value : row) {
        put((byte) '\t');
        value(value);
      }
      put((byte) '\n');
      if (length >= PORTION) {
        flush();
      }
    }
    flush();
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, length);
    length = 0;
  }

  private void value(@Nullable Object value) {
    if (value == null) {
      put(NULL);
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof byte[] bytes) {
      bytes(bytes);
    } else if (value instanceof Long || value instanceof Integer) {
      number(((Number) value).longValue());
    } else if (value instanceof BigDecimal decimal) {
      text(decimal.toPlainString());
    } else {
      text(value.toString());
    }
  }

  /** In UTF-8 no byte of a longer character is one of those that mean something. */
  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reserve(2L * bytes.length);
    for (byte b : bytes) {
      switch (b) {
        case '\\' -> escaped((byte) '\\');
        case '\n' -> escaped((byte) 'n');
        case '\r' -> escaped((byte) 'r');
        case '\t' -> escaped((byte) 't');
        default -> buffer[length++] = b;
      }
    }
  }

  private void escaped(byte letter) {
    buffer[length++] = '\\';
    buffer[length++] = letter;
  }

  /** The hex format of bytea, whose backslash is escaped. */
  private void bytes(byte[] bytes) {
    reserve(3 + 2L * bytes.length);
    escaped((byte) '\\');
    buffer[length++] = 'x';
    for (byte b : bytes) {
      buffer[length++] = HEX[(b >> 4) & 15];
      buffer[length++] = HEX[b & 15];
    }
  }

  private void number(long number) {
    if (number < 0) {
      put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    reserve(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void put(byte... bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void reserve(long more) {
    long needed = length + more;
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.max(needed, 2L * buffer.length)));
    }
  }
}
