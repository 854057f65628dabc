// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A length of time as a person gives it. */
final class DurationArgument {
  static final String FORMS = "500ms, 5s, 2m or 1h";

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  private DurationArgument() {}

  /** A length of more than nothing. */
  static Duration parse(CommandSpec spec, String option, String text) {
    Matcher form = FORM.matcher(text);
    Duration length = form.matches() ? length(Long.parseLong(form.group(1)), form.group(2)) : null;
    if (length == null || !length.isPositive()) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": \"" + text + "\" is no length of time; write such as " + FORMS);
    }
    return length;
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
