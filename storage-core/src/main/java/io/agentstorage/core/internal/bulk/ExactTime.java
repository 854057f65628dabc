// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Conversions of dates and times that keep them what they are, or fail: also where a zone would have to be made up, or a time
 * of the day thrown away. Texts are those of ISO 8601, with a blank in place of the T if one likes.
 */
final class ExactTime {
  private static final Set<Class<?>> TYPES =
      Set.of(
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          Instant.class,
          Date.class,
          Time.class,
          Timestamp.class);

  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern OFFSET = Pattern.compile("(?s).*:.*(Z|[+-][0-9:]+)");

  private ExactTime() {}

  static boolean isOne(Class<?> type) {
    return TYPES.contains(type);
  }

  /**
   * Converts a value.
   *
   * @param type one of these types
   * @throws DateTimeException if it would become another
   */
  static Object of(Class<?> type, Object value) {
    if (type == Instant.class) {
      return instant(value);
    }
    if (type == OffsetDateTime.class) {
      return offset(value);
    }
    if (type == Timestamp.class) {
      return isLocal(value) ? Timestamp.valueOf(local(value)) : Timestamp.from(instant(value));
    }
    if (type == LocalDateTime.class) {
      return local(value);
    }
    if (type == LocalDate.class) {
      return date(value);
    }
    if (type == Date.class) {
      return Date.valueOf(date(value));
    }
    return type == LocalTime.class ? time(value) : Time.valueOf(wholeSeconds(time(value)));
  }

  private static boolean isLocal(Object value) {
    return value instanceof LocalDateTime
        || value instanceof LocalDate
        || value instanceof Date
        || (value instanceof CharSequence text && !hasOffset(text.toString()));
  }

  private static boolean hasOffset(String text) {
    return OFFSET.matcher(text.strip()).matches();
  }

  private static Instant instant(Object value) {
    return switch (value) {
      case Date day -> throw none(day);
      case Time time -> throw none(time);
      case java.util.Date date -> date.toInstant(); // Timestamp too
      case Number millis ->
          Instant.ofEpochMilli(new BigDecimal(millis.toString()).longValueExact());
      default -> offset(value).toInstant();
    };
  }

  private static OffsetDateTime offset(Object value) {
    return switch (value) {
      case OffsetDateTime time -> time;
      case ZonedDateTime time -> time.toOffsetDateTime();
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case CharSequence text -> OffsetDateTime.parse(withT(text), WITH_OFFSET);
      case java.util.Date date -> instant(date).atOffset(ZoneOffset.UTC);
      case Number millis -> instant(millis).atOffset(ZoneOffset.UTC);
      default -> throw none(value);
    };
  }

  private static LocalDateTime local(Object value) {
    return switch (value) {
      case LocalDateTime time -> time;
      case Timestamp time -> time.toLocalDateTime();
      case LocalDate day -> day.atStartOfDay();
      case Date day -> day.toLocalDate().atStartOfDay();
      case CharSequence text when text.toString().indexOf(':') < 0 ->
          LocalDate.parse(text.toString().strip()).atStartOfDay();
      case CharSequence text -> LocalDateTime.parse(withT(text));
      default -> throw none(value);
    };
  }

  private static LocalDate date(Object value) {
    LocalDateTime time = local(value);
    if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new DateTimeException("it has a time of the day");
    }
    return time.toLocalDate();
  }

  private static LocalTime time(Object value) {
    return switch (value) {
      case LocalTime time -> time;
      case Time time -> time.toLocalTime();
      case CharSequence text -> LocalTime.parse(text.toString().strip());
      default -> throw none(value);
    };
  }

  private static LocalTime wholeSeconds(LocalTime time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new DateTimeException("it has a fraction of a second");
    }
    return time;
  }

  private static String withT(CharSequence text) {
    return text.toString().strip().replace(' ', 'T');
  }

  private static DateTimeException none(Object value) {
    return new DateTimeException("a " + value.getClass().getSimpleName() + " is no such time");
  }
}
