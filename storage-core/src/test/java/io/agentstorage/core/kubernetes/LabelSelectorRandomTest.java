// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The parser and the matching beside a second, naive reading of the same grammar and meaning. */
class LabelSelectorRandomTest {
  private static final int ROUNDS = 50_000;

  private static final String[] PIECES = {
    "a",
    "b",
    "c",
    "in",
    "notin",
    "not",
    "x/y",
    "1",
    "007",
    "9223372036854775808",
    "-",
    "/",
    ".",
    "=",
    "==",
    "!=",
    "!",
    "(",
    ")",
    ",",
    ",",
    " ",
    " ",
    "\t",
    "\n",
    "\r",
    ">",
    "<",
    "|",
    "\"",
    "'",
    "\u0000",
    "\u000b",
    "\u00e9",
    "\ud800",
    "\ud83d\ude00",
    " in (",
    " notin (",
    "a=b",
    "b,",
    "a>1",
    "!a"
  };

  private static final String[] KEYS = {"a", "b", "in", "notin", "x.io/y"};

  private static final String[] BOUNDS = {"0", "1", "07", "42", "9223372036854775807"};

  private static final String[] VALUES = {
    "", "a", "b", "in", "notin", "0", "1", "7", "07", "42", "9223372036854775807", "1_0", "0x7"
  };

  private static final String[] LABEL_VALUES = {
    "",
    "a",
    "b",
    "in",
    "0",
    "1",
    "07",
    "8",
    "43",
    "-1",
    "+8",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "-",
    "1_0",
    "\u0663"
  };

  @Test
  void anyTextIsReadAsTheGrammarSaysOrRefusedWithAPlaceInIt() {
    Random random = new Random(20260701);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      boolean valid = NaiveGrammar.accepts(text);
      try {
        LabelSelector selector = LabelSelector.parse(text);
        assertThat(valid).as("\"%s\" was read", text).isTrue();
        assertThat(LabelSelector.parse(selector.toString())).as("\"%s\"", text).isEqualTo(selector);
        read++;
      } catch (LabelSelectorException e) {
        assertThat(valid).as("\"%s\" was refused: %s", text, e.getMessage()).isFalse();
        assertThat(e.position()).as("\"%s\"", text).isBetween(0, text.length());
      }
    }
    assertThat(read).isBetween(ROUNDS / 50, ROUNDS / 2);
  }

  @Test
  void matchingAgreesWithANaiveReadingOfTheRequirements() {
    Random random = new Random(20260702);
    int matched = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> labels = labels(random);
      List<Term> terms = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        terms.add(Term.random(random));
      }
      StringBuilder text = new StringBuilder(blanks(random));
      terms.forEach(
          term -> text.append(text.toString().isBlank() ? "" : ",").append(term.text(random)));

      boolean expected = terms.stream().allMatch(term -> term.holds(labels));

      assertThat(LabelSelector.parse(text.toString()).matches(labels))
          .as("%s of %s", text, labels)
          .isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      text.append(pick(random, PIECES));
    }
    return text.toString();
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        labels.put(key, pick(random, LABEL_VALUES));
      }
    }
    return labels;
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String blanks(Random random) {
    return pick(random, "", "", " ", "\t", "\r\n");
  }

  /** One requirement as it is written. */
  private record Term(String key, String operator, List<String> values) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    static Term random(Random random) {
      String operator = pick(random, "", "!", "=", "==", "!=", ">", "<", "in", "notin");
      List<String> values = new ArrayList<>();
      for (int i = operator.endsWith("in") ? 1 + random.nextInt(3) : 1; i > 0; i--) {
        values.add(operator.matches("[<>]") ? pick(random, BOUNDS) : pick(random, VALUES));
      }
      return new Term(pick(random, KEYS), operator, values);
    }

    String text(Random random) {
      String value = blanks(random) + String.join("," + blanks(random), values) + blanks(random);
      return blanks(random)
          + switch (operator) {
            case "" -> key;
            case "!" -> "!" + blanks(random) + key;
            case "in", "notin" -> key + " " + operator + blanks(random) + "(" + value + ")";
            default -> key + blanks(random) + operator + value;
          }
          + blanks(random);
    }

    boolean holds(Map<String, String> labels) {
      boolean present = labels.containsKey(key);
      String label = labels.getOrDefault(key, "");
      return switch (operator) {
        case "" -> present;
        case "!" -> !present;
        case ">" -> present && compare(label) > 0;
        case "<" -> present && compare(label) < 0;
        case "!=", "notin" -> !(present && values.contains(label));
        default -> present && values.contains(label);
      };
    }

    private int compare(String label) {
      return INTEGER.matcher(label).matches() && fits(new BigInteger(label))
          ? new BigInteger(label).compareTo(new BigInteger(values.getFirst()))
          : 0;
    }

    private static boolean fits(BigInteger number) {
      return number.bitLength() < Long.SIZE;
    }
  }

  /** The grammar as a regular expression for one requirement, which is slow and overflows on long lists. */
  private static final class NaiveGrammar {
    private static final String BLANKS = "[ \t\r\n]*";
    private static final String WORD = "[^ \t\r\n=!(),<>]+";
    private static final String ITEM = BLANKS + "(?:" + WORD + ")?" + BLANKS;

    private static final Pattern REQUIREMENT =
        Pattern.compile(
            "\\G"
                + BLANKS
                + ("(?:!" + BLANKS + "(?<absent>" + WORD + ")")
                + ("|(?<key>" + WORD + ")")
                + ("(?:" + BLANKS + "(?<operator>==|!=|=|<|>)(?<value>" + ITEM + ")")
                + ("|[ \t\r\n]+(?:in|notin)" + BLANKS)
                + ("\\((?<list>" + ITEM + "(?:," + ITEM + ")*)\\))?)")
                + (BLANKS + "(?<end>,|\\z)"));

    static boolean accepts(String text) {
      if (text.matches(BLANKS)) {
        return true;
      }
      Matcher requirement = REQUIREMENT.matcher(text);
      while (requirement.find()) {
        if (!valid(requirement)) {
          return false;
        }
        if (requirement.group("end").isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private static boolean valid(Matcher requirement) {
      String key = requirement.group("absent");
      if (MetadataRules.labelKey(key == null ? requirement.group("key") : key) != null) {
        return false;
      }
      String operator = requirement.group("operator");
      if (operator != null) {
        String value = bare(requirement.group("value"));
        return MetadataRules.labelValue(value) == null
            && (!operator.matches("[<>]")
                || (value.matches("[0-9]+") && Term.fits(new BigInteger(value))));
      }
      String list = requirement.group("list");
      return list == null
          || List.of(list.split(",", -1)).stream()
              .allMatch(value -> MetadataRules.labelValue(bare(value)) == null);
    }

    private static String bare(String text) {
      return text.replaceAll("[ \t\r\n]", "");
    }
  }
}
