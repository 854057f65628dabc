// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.CustomRecord;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/** A table of a user with columns of as many types as both databases have. */
final class ReadingTable extends TableImpl<ReadingTable.Reading> {
  static final ReadingTable READING = new ReadingTable(DSL.name("reading"), null);

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-29T01:30:00.5Z");

  final TableField<Reading, Long> id = column("id", SQLDataType.BIGINT.notNull());

  /** A row of it. */
  static final class Reading extends CustomRecord<Reading> {
    Reading() {
      super(READING);
    }
  }

  private ReadingTable(Name name, @Nullable ReadingTable aliased) {
    super(name, null, aliased);
    column("text_of", SQLDataType.CLOB);
    column("small_of", SQLDataType.SMALLINT);
    column("int_of", SQLDataType.INTEGER);
    column("double_of", SQLDataType.DOUBLE);
    column("real_of", SQLDataType.REAL);
    column("flag_of", SQLDataType.BOOLEAN);
    column("decimal_of", SQLDataType.DECIMAL(20, 2));
    column("whole_of", SQLDataType.DECIMAL_INTEGER(30));
    column("uuid_of", SQLDataType.UUID);
    column("date_of", SQLDataType.LOCALDATE);
    column("time_of", SQLDataType.LOCALTIME);
    column("moment_of", SQLDataType.LOCALDATETIME);
    column("offset_of", SQLDataType.OFFSETDATETIME);
    column("instant_of", SQLDataType.INSTANT);
    column("sql_date_of", SQLDataType.DATE);
    column("sql_moment_of", SQLDataType.TIMESTAMP);
    column("json_of", SQLDataType.JSONB);
    column("bytes_of", SQLDataType.BLOB);
    column(
        "converted_of",
        SQLDataType.LOCALDATE.asConvertedDataType(
            Converter.ofNullable(
                LocalDate.class, Long.class, LocalDate::toEpochDay, LocalDate::ofEpochDay)));
  }

  private <V> TableField<Reading, V> column(String name, DataType<V> type) {
    return createField(DSL.name(name), type);
  }

  static int create(DSLContext tx) {
    return tx.createTable(READING)
        .columns(READING.fields())
        .constraint(DSL.primaryKey(READING.id))
        .execute();
  }

  /** One value for each column. */
  static Object[] values(int number) {
    OffsetDateTime time = TIME.plusHours(number);
    return new Object[] {
      (long) number,
      "text " + number,
      (short) number,
      number,
      number / 3.0,
      number / 4f,
      number % 2 == 0,
      new BigDecimal(number + ".15"),
      BigInteger.valueOf(number).add(BigInteger.TEN.pow(12)),
      new UUID(number, ~number),
      time.toLocalDate(),
      LocalTime.of(number % 24, 30, 1),
      time.toLocalDateTime(),
      time,
      time.toInstant(),
      Date.valueOf(time.toLocalDate()),
      Timestamp.valueOf(time.toLocalDateTime()),
      JSONB.jsonb("{\"n\": " + number + "}"),
      ("bytes " + number).getBytes(StandardCharsets.UTF_8),
      (long) number
    };
  }

  /** The key, and the columns that much can be made a value of. */
  static Field<?>[] loose() {
    return READING.fields("id", "text_of", "small_of", "int_of", "double_of", "flag_of");
  }

  /** The key, and the columns of dates and times without a zone. */
  static Field<?>[] days() {
    return READING.fields("id", "date_of", "moment_of", "sql_date_of", "sql_moment_of");
  }

  /** Values of those in the year in which Caesar died. */
  static Object[] daysOfThePast(int number) {
    LocalDate day = LocalDate.of(-43, 3, 15);
    LocalDateTime noon = day.atTime(12, 0);
    return new Object[] {(long) number, day, noon, Date.valueOf(day), Timestamp.valueOf(noon)};
  }

  @Override
  public ReadingTable as(String alias) {
    return new ReadingTable(DSL.name(alias), this);
  }

  @Override
  public Class<? extends Reading> getRecordType() {
    return Reading.class;
  }

  @Override
  public UniqueKey<Reading> getPrimaryKey() {
    return Internal.createUniqueKey(this, DSL.name("reading_pkey"), id);
  }
}
