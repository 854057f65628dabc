// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.retention.RetentionRule;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is kept of a class, as a person gives it. */
final class KeepArgument {
  static final String FORMS =
      "an age (90d, 12h), a number (100000rows), a size (2GiB), several of them with commas"
          + " between, or all";

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Pattern ROWS = Pattern.compile("(\\d{1,15})(?:rows|files)");

  private KeepArgument() {}

  static RetentionRule parse(CommandSpec spec, String name, String text) {
    RetentionRule rule = RetentionRule.keepAll();
    if (text.equals("all")) {
      return rule;
    }
    for (String limit : text.split(",", -1)) {
      RetentionRule more = with(rule, limit);
      if (more == null) {
        throw new ParameterException(
            spec.commandLine(),
            "--keep " + name + ": \"" + limit + "\" is no limit; write " + FORMS);
      }
      rule = more;
    }
    return rule;
  }

  private static @Nullable RetentionRule with(RetentionRule rule, String limit) {
    Matcher age = AGE.matcher(limit);
    if (age.matches()) {
      return rule.maxAge(length(Long.parseLong(age.group(1)), age.group(2)));
    }
    Matcher rows = ROWS.matcher(limit);
    if (rows.matches()) {
      return rule.maxRows(Long.parseLong(rows.group(1)));
    }
    Long bytes = SizeArgument.bytes(limit);
    return bytes == null ? null : rule.maxBytes(bytes);
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
