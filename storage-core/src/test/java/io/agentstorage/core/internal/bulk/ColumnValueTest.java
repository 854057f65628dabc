// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.agentstorage.core.error.ConstraintViolationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.UByte;
import org.jooq.types.UInteger;
import org.jooq.types.ULong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnValueTest {
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final Instant EARLY = Instant.parse("1969-06-01T12:00:00.5Z");
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 2, 28, 12, 0);
  private static final DataType<Duration> DURATION =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.of(String.class, Duration.class, Duration::parse, Duration::toString));
  private static final DataType<TimeUnit> UNIT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.of(
              String.class,
              TimeUnit.class,
              text -> text.isEmpty() ? null : TimeUnit.valueOf(text),
              unit -> unit == null ? "" : unit.name()));

  private static @Nullable Object convert(DataType<?> type, @Nullable Object value) {
    return ColumnValue.of(DSL.field(DSL.name("c"), type), value);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of(SQLDataType.BIGINT, " 42 ", 42L),
        Arguments.of(SQLDataType.BIGINT, 4.0, 4L),
        Arguments.of(SQLDataType.BIGINT, true, 1L),
        Arguments.of(SQLDataType.INTEGER, Optional.of(7L), 7),
        Arguments.of(SQLDataType.INTEGER, '7', 7),
        Arguments.of(SQLDataType.SMALLINT, 32_767, (short) 32_767),
        Arguments.of(SQLDataType.TINYINT, "-128", (byte) -128),
        Arguments.of(SQLDataType.DECIMAL_INTEGER, 5L, BigInteger.valueOf(5)),
        Arguments.of(SQLDataType.TINYINTUNSIGNED, 255, UByte.valueOf(255)),
        Arguments.of(SQLDataType.INTEGERUNSIGNED, "4294967295", UInteger.MAX),
        Arguments.of(SQLDataType.BIGINTUNSIGNED, "18446744073709551615", ULong.MAX),
        Arguments.of(SQLDataType.YEAR, 2026, Year.of(2026)),
        Arguments.of(SQLDataType.NUMERIC, "1.50", new BigDecimal("1.50")),
        Arguments.of(SQLDataType.DOUBLE, "1e3", 1000.0),
        Arguments.of(SQLDataType.DOUBLE, new BigDecimal("0.1"), 0.1),
        Arguments.of(SQLDataType.DOUBLE, "-Infinity", Double.NEGATIVE_INFINITY),
        Arguments.of(SQLDataType.REAL, Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY),
        Arguments.of(SQLDataType.BOOLEAN, 0, false),
        Arguments.of(SQLDataType.BOOLEAN, "t", true),
        Arguments.of(SQLDataType.VARCHAR, 5, "5"),
        Arguments.of(SQLDataType.VARCHAR, TimeUnit.DAYS, "DAYS"),
        Arguments.of(SQLDataType.VARCHAR, Path.of("a", "b"), "a/b"),
        Arguments.of(SQLDataType.VARCHAR, "ä".getBytes(StandardCharsets.UTF_8), "ä"),
        Arguments.of(SQLDataType.BLOB, "ab", bytes('a', 'b')),
        Arguments.of(SQLDataType.BLOB, ByteBuffer.wrap(bytes(1, 2, 3, 4), 1, 2), bytes(2, 3)),
        Arguments.of(SQLDataType.BLOB, ByteBuffer.wrap(bytes(1)).asReadOnlyBuffer(), bytes(1)),
        Arguments.of(SQLDataType.UUID, ID.toString(), ID),
        Arguments.of(SQLDataType.JSONB, Map.of("n", 1), JSONB.jsonb("{\"n\":1}")),
        Arguments.of(SQLDataType.JSONB, List.of(1, 2), JSONB.jsonb("[1,2]")),
        Arguments.of(
            SQLDataType.JSONB,
            JsonNodeFactory.instance.objectNode().put("n", 1),
            JSONB.jsonb("{\"n\":1}")),
        Arguments.of(SQLDataType.JSON, true, JSON.json("true")),
        Arguments.of(SQLDataType.JSON, JSONB.jsonb("{}"), JSON.json("{}")),
        Arguments.of(SQLDataType.INTEGER.array(), List.of(1, 2L), new Integer[] {1, 2}),
        Arguments.of(SQLDataType.LOCALDATE, "2026-02-28", LocalDate.of(2026, 2, 28)),
        Arguments.of(SQLDataType.LOCALDATE, Date.valueOf("2026-02-28"), LocalDate.of(2026, 2, 28)),
        Arguments.of(SQLDataType.LOCALDATE, NOON.minusHours(12), LocalDate.of(2026, 2, 28)),
        Arguments.of(SQLDataType.DATE, LocalDate.of(2026, 2, 28), Date.valueOf("2026-02-28")),
        Arguments.of(SQLDataType.LOCALDATETIME, "2026-02-28 12:00:00", NOON),
        Arguments.of(SQLDataType.LOCALDATETIME, Timestamp.valueOf(NOON), NOON),
        Arguments.of(SQLDataType.TIMESTAMP, NOON, Timestamp.valueOf(NOON)),
        Arguments.of(SQLDataType.TIMESTAMP, EARLY, Timestamp.from(EARLY)),
        Arguments.of(SQLDataType.TIMESTAMP, "2026-02-28 12:00:00", Timestamp.valueOf(NOON)),
        Arguments.of(
            SQLDataType.TIMESTAMP,
            "2026-02-28T12:00:00Z",
            Timestamp.from(Instant.parse("2026-02-28T12:00:00Z"))),
        Arguments.of(SQLDataType.INSTANT, "1969-06-01 12:00:00.5+00", EARLY),
        Arguments.of(
            SQLDataType.INSTANT, OffsetDateTime.parse("1969-06-01T14:00:00.5+02:00"), EARLY),
        Arguments.of(SQLDataType.INSTANT, Timestamp.from(EARLY), EARLY),
        Arguments.of(SQLDataType.INSTANT, EARLY.toEpochMilli(), EARLY),
        Arguments.of(
            SQLDataType.OFFSETDATETIME,
            ZonedDateTime.parse("2026-02-28T12:00:00.123456+01:00[Europe/Berlin]"),
            OffsetDateTime.parse("2026-02-28T12:00:00.123456+01:00")),
        Arguments.of(SQLDataType.LOCALTIME, Time.valueOf("12:30:01"), LocalTime.of(12, 30, 1)),
        Arguments.of(SQLDataType.TIME, "12:30:01", Time.valueOf("12:30:01")),
        Arguments.of(DURATION, "PT1S", Duration.ofSeconds(1)),
        Arguments.of(UNIT, "DAYS", TimeUnit.DAYS));
  }

  @ParameterizedTest
  @MethodSource("right")
  void whatIsTheSameValueIsConverted(DataType<?> type, Object value, Object expected) {
    assertThat(convert(type, value)).isEqualTo(expected);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
            refused(SQLDataType.BIGINT, "", "x", "1.5", 1.5, Double.NaN, "9223372036854775808"),
            refused(SQLDataType.INTEGER, 5_000_000_000L, bytes(0x37), new int[] {7}, List.of(7)),
            refused(SQLDataType.SMALLINT, 70_000, "40000", bytes(0x37)),
            refused(SQLDataType.TINYINT, 128, -129L),
            refused(SQLDataType.DECIMAL_INTEGER, "1.5"),
            refused(SQLDataType.TINYINTUNSIGNED, 256, -1, "1.9"),
            refused(SQLDataType.SMALLINTUNSIGNED, new BigDecimal("4294967301")),
            refused(SQLDataType.INTEGERUNSIGNED, "4294967296", "1.9"),
            refused(SQLDataType.BIGINTUNSIGNED, "18446744073709551616", -1),
            refused(SQLDataType.YEAR, 4_294_969_322L),
            refused(SQLDataType.NUMERIC, "1,5", Double.NaN),
            refused(SQLDataType.DOUBLE, "1e400", "12d", "x", List.of(1.0)),
            refused(SQLDataType.REAL, 1e300),
            refused(SQLDataType.BOOLEAN, "maybe", 2, 0.5),
            refused(SQLDataType.VARCHAR, new Object(), new String[] {"a"}, List.of("a")),
            refused(SQLDataType.VARCHAR, Map.of(), OptionalInt.of(5), bytes(0xff)),
            refused(SQLDataType.BLOB, new int[] {300}, List.of(300), new Object[] {"x"}, Map.of()),
            refused(SQLDataType.BLOB, new Object(), "\ud800", 5),
            refused(SQLDataType.UUID, new byte[3], new byte[20], "x"),
            refused(SQLDataType.JSONB, new Object(), new int[] {1}, ID),
            refused(SQLDataType.SMALLINT.array(), List.of(70_000), "x"),
            refused(SQLDataType.INTEGER.array(), List.of("x"), List.of(1.5)),
            refused(SQLDataType.LOCALDATE, "2026-02-30", NOON, "28.2.2026", EARLY),
            refused(SQLDataType.DATE, "2026-02-30", NOON),
            refused(SQLDataType.LOCALDATETIME, "2026-02-30 10:00:00", EARLY, 5L),
            refused(SQLDataType.TIMESTAMP, "2026-02-30 10:00:00", "2026-02-30T10:00:00Z"),
            refused(SQLDataType.INSTANT, "2026-02-30T10:00:00Z", NOON, "2026-02-28", 1.5),
            refused(SQLDataType.OFFSETDATETIME, "2026-02-28T12:00:00", NOON),
            refused(SQLDataType.LOCALTIME, "25:00", NOON),
            refused(SQLDataType.TIME, LocalTime.of(12, 0, 0, 1)),
            refused(DURATION, "abc"),
            refused(UNIT, "WEEKS"))
        .flatMap(some -> some);
  }

  private static Stream<Arguments> refused(DataType<?> type, Object... values) {
    return Arrays.stream(values).map(value -> Arguments.of(type, value));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatWouldBecomeAnotherValueIsRefused(DataType<?> type, Object value) {
    assertThatThrownBy(() -> convert(type, value))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("column c takes values of type " + type.getType().getSimpleName());
  }

  @Test
  void theMessageNamesTypesAndNoValue() {
    assertThatThrownBy(() -> convert(SQLDataType.INTEGER, "s3cr3t"))
        .hasMessage(
            "load: column c takes values of type Integer, and this one of type String cannot be"
                + " made one without becoming another; mend the row, or convert it before");
  }

  @Test
  void nullStaysNullAndAConverterMayMakeIt() {
    assertThat(convert(SQLDataType.INTEGER, null)).isNull();
    assertThat(convert(SQLDataType.INTEGER, Optional.empty())).isNull();
    assertThat(convert(UNIT, "")).isNull();
  }
}
