// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A number of bytes, as a person gives and reads it. */
public final class SizeArgument {
  static final String FORMS = "512KiB, 20MiB, 1.5GiB, 2GB or 4096B";

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)(B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)");
  private static final String PREFIXES = "KMGT";

  private SizeArgument() {}

  /** A size of at least one byte. */
  static long parse(CommandSpec spec, String option, String text) {
    Long bytes = bytes(text);
    if (bytes == null || bytes < 1) {
      throw new ParameterException(
          spec.commandLine(), option + ": \"" + text + "\" is no size; write such as " + FORMS);
    }
    return bytes;
  }

  /** The bytes of a text, null if it is none. */
  static @Nullable Long bytes(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String unit = form.group(2);
    int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
    BigDecimal factor = BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000).pow(power);
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(factor);
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : bytes.longValue();
  }

  /**
   * Bytes with a unit.
   *
   * @param bytes how many
   * @return such as 1.5 MiB
   */
  public static String text(long bytes) {
    double size = bytes;
    int power = 0;
    while (Math.abs(size) >= 1024 && power < PREFIXES.length()) {
      size /= 1024;
      power++;
    }
    return power == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.1f %siB", size, PREFIXES.charAt(power - 1));
  }
}
