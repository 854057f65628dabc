// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the requirements of a selector, in the order in which they are written. For one text, once. */
final class SelectorParser {
  private final String text;
  private final SelectorLexer lexer;
  private SelectorToken token;

  SelectorParser(String text) {
    this.text = text;
    this.lexer = new SelectorLexer(text);
    this.token = lexer.next();
  }

  List<LabelRequirement> parse() {
    List<LabelRequirement> requirements = new ArrayList<>();
    if (token.isEnd()) {
      return requirements;
    }
    requirements.add(requirement());
    while (token.is(",")) {
      advance();
      requirements.add(requirement());
    }
    if (!token.isEnd()) {
      throw unexpected("',' or the end", afterRequirement(requirements.getLast()));
    }
    return requirements;
  }

  private LabelRequirement requirement() {
    boolean absent = token.is("!");
    if (absent) {
      advance();
    }
    String key = key(absent);
    if (absent) {
      return LabelRequirement.of(key, LabelOperator.NOT_EXISTS, Set.of());
    }
    if (token.isEnd() || token.is(",")) {
      return LabelRequirement.of(key, LabelOperator.EXISTS, Set.of());
    }
    LabelOperator operator = operator(key);
    return LabelRequirement.of(
        key, operator, operator.takesList() ? values(operator) : Set.of(value(operator)));
  }

  private String key(boolean absent) {
    if (!token.isWord()) {
      throw unexpected(
          absent ? "a label key after '!'" : "a label key or '!'",
          !absent && (token.isEnd() || token.is(","))
              ? "; ',' stands only between two requirements"
              : "");
    }
    return word(RequirementRules.key(token.text()));
  }

  private LabelOperator operator(String key) {
    for (LabelOperator operator : LabelOperator.values()) {
      if (!operator.takesNothing() && token.is(operator.symbol())) {
        advance();
        return operator;
      }
    }
    throw unexpected(
        "'=', '==', '!=', 'in', 'notin', '>', '<', ',' or the end after the key "
            + Excerpt.quote(key),
        afterKey());
  }

  /** The value of all operators but in and notin; the empty one is written as nothing. */
  private String value(LabelOperator operator) {
    if (token.isWord()) {
      return word(RequirementRules.value(operator, token.text()));
    }
    if (!token.isEnd() && !token.is(",")) {
      throw unexpected("a value after '" + operator.symbol() + "'", afterOperator(operator));
    }
    String problem = RequirementRules.value(operator, "");
    if (problem != null) {
      throw error(problem);
    }
    return "";
  }

  /** As in Kubernetes, what is empty before, between or after commas is the empty value, and so is an empty list. */
  private SortedSet<String> values(LabelOperator operator) {
    if (!token.is("(")) {
      throw unexpected("'(' after '" + operator.symbol() + "'", "; put the values into (a,b)");
    }
    SortedSet<String> values = new TreeSet<>();
    do {
      advance();
      values.add(token.isWord() ? word(RequirementRules.value(operator, token.text())) : "");
    } while (token.is(","));
    if (!token.is(")")) {
      throw unexpected(
          "',' or ')' in the list of values", token.isEnd() ? "; close it with ')'" : "");
    }
    advance();
    return values;
  }

  private String word(@Nullable String problem) {
    if (problem != null) {
      throw error(problem);
    }
    String word = token.text();
    advance();
    return word;
  }

  private void advance() {
    token = lexer.next();
  }

  private LabelSelectorException unexpected(String expected, String cure) {
    return error("expected " + expected + ", found " + token.shown() + cure);
  }

  private LabelSelectorException error(String problem) {
    return new LabelSelectorException(text, token.start(), token.end(), problem);
  }

  private String afterRequirement(LabelRequirement last) {
    if (last.operator() == LabelOperator.NOT_EXISTS) {
      return "; '!key' stands alone, for 'not equal' write key!=value";
    }
    return token.isWord() ? "; join requirements with ','" : "";
  }

  private String afterKey() {
    return switch (token.text().toLowerCase(Locale.ROOT)) {
      case "in", "notin", "not" -> "; write in or notin, in small letters and as one word";
      default -> "";
    };
  }

  private String afterOperator(LabelOperator operator) {
    return operator.takesInteger() && token.is("=")
        ? "; there is no '>=' and no '<=', use '>' or '<' with the number next to it"
        : "";
  }
}
