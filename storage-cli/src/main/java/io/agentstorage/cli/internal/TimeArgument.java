// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A time as a person gives it. */
public final class TimeArgument {
  /** How a time may be written. */
  public static final String FORMS =
      "2026-02-03T10:42:00Z, with another offset, or without one for the time of this machine;"
          + " 2026-02-03 for the start of that day; 10:42 for today; 15m, 2h, 7d for so long ago";

  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");

  private TimeArgument() {}

  /**
   * Reads one. What is none is a wrong command line.
   *
   * @param spec the command
   * @param option the option
   * @param text what was given
   * @param now from when times are counted
   * @return the time
   */
  public static Instant parse(CommandSpec spec, String option, String text, ZonedDateTime now) {
    Instant time = parse(text, now);
    if (time == null) {
      throw new ParameterException(
          spec.commandLine(), option + ": \"" + text + "\" is no time; write " + FORMS);
    }
    return time;
  }

  private static @Nullable Instant parse(String text, ZonedDateTime now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.toInstant().minus(length(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    ZoneId zone = now.getZone();
    String spaced = text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T");
    List<Function<String, Instant>> forms =
        List.of(
            form -> OffsetDateTime.parse(form).toInstant(),
            form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
            form -> LocalDate.parse(form).atStartOfDay(zone).toInstant(),
            form -> LocalTime.parse(form).atDate(now.toLocalDate()).atZone(zone).toInstant());
    return forms.stream()
        .map(form -> parse(form, spaced))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant parse(Function<String, Instant> form, String text) {
    try {
      Instant time = form.apply(text);
      // What does not fit into milliseconds is no time here.
      return Instant.ofEpochMilli(time.toEpochMilli()).isAfter(time) ? null : time;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null; // perhaps another form fits
    }
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
