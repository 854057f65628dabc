// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What Kubernetes accepts as a requirement. Each method says what is wrong and the cure, or null. */
final class RequirementRules {
  private static final String QUOTES =
      "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb";

  private RequirementRules() {}

  static @Nullable String problem(String key, LabelOperator operator, SortedSet<String> values) {
    String problem = key(key);
    if (problem == null) {
      problem = count(key, operator, values.size());
    }
    for (String value : values) {
      problem = problem == null ? value(operator, value) : problem;
    }
    return problem;
  }

  static @Nullable String key(String key) {
    return withCure(key, "a label key", MetadataRules.labelKey(key));
  }

  static @Nullable String value(LabelOperator operator, String value) {
    String problem = MetadataRules.labelValue(value);
    if (operator.takesInteger() && !hasQuote(value)) {
      boolean unsigned = problem == null && GoInteger.parse(value) != null;
      return unsigned
          ? null
          : "'"
              + operator.symbol()
              + "' takes a whole number from 0 to "
              + Long.MAX_VALUE
              + " in at most 63 digits, not "
              + Excerpt.quote(value);
    }
    return withCure(value, "a label value", problem);
  }

  private static @Nullable String count(String key, LabelOperator operator, int count) {
    if (operator.takesNothing()) {
      return count == 0 ? null : counted(key, operator, count, "no value");
    }
    if (operator.takesList()) {
      return count > 0 ? null : counted(key, operator, count, "one or more; an empty one is \"\"");
    }
    return count == 1 ? null : counted(key, operator, count, "exactly one");
  }

  private static String counted(String key, LabelOperator operator, int count, String allowed) {
    return "the requirement on "
        + Excerpt.quote(key)
        + " has "
        + count
        + (count == 1 ? " value, " : " values, ")
        + operator
        + " takes "
        + allowed;
  }

  private static @Nullable String withCure(String text, String what, @Nullable String problem) {
    if (problem == null) {
      return null;
    }
    if (hasQuote(text)) {
      return Excerpt.cut(text) + " is not " + what + ": keys and values are written without quotes";
    }
    if (text.indexOf('|') >= 0) {
      problem += "; there is no 'or', but key in (a,b) takes any of several values";
    }
    if (text.indexOf('&') >= 0) {
      problem += "; join requirements with ','";
    }
    return Excerpt.quote(text) + " " + problem;
  }

  private static boolean hasQuote(String text) {
    return text.chars().anyMatch(RequirementRules::isQuote);
  }

  static boolean isQuote(int c) {
    return QUOTES.indexOf(c) >= 0;
  }
}
