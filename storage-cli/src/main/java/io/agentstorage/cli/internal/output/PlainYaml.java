// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which texts need no quotes in YAML: only those that are text under the rules of YAML 1.1 and 1.2 alike. Readers
 * take 1e3, 010 and 12:30 for numbers, yes for a truth, a date for a time, and some a next-line character for a line end.
 */
final class PlainYaml extends StringQuotingChecker {
  private static final long serialVersionUID = 1;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*");
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** A block of lines would lose which line ends it has: readers make one of all. */
  static boolean mustBeEscaped(String value) {
    return value.chars().anyMatch(c -> c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029);
  }

  @Override
  public boolean needToQuoteName(String name) {
    return needToQuoteValue(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return !PLAIN.matcher(value).matches() || WORDS.contains(value.toLowerCase(Locale.ROOT));
  }
}
