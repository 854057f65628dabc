// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted YAML scalar is for Kubernetes, whose YAML library reads YAML 1.1 with these rules of its own: no
 * numbers to base 60, a date stays a text, and a number too large for a double is a text too.
 *
 * <p>Source: the documented behaviour of sigs.k8s.io/yaml and YAML 1.1, "Language-Independent Types".
 */
final class YamlScalars {
  private static final Set<String> BOOLEANS =
      Set.of(
          "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE",
          "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF");
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> FLOATS =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");
  private static final int LONGEST_WORD = 5;

  private YamlScalars() {}

  /** The type of a scalar that has no tag and no quotes. */
  static Token typeOf(String text) {
    if (text.length() <= LONGEST_WORD) {
      if (NULLS.contains(text)) {
        return Token.NULL;
      }
      if (BOOLEANS.contains(text)) {
        return Token.BOOLEAN;
      }
      if (FLOATS.contains(text)) {
        return Token.NUMBER;
      }
    }
    char first = text.charAt(0);
    boolean maybe = (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.';
    return maybe && isNumber(text) ? Token.NUMBER : Token.STRING;
  }

  /** The type that an explicit tag gives a scalar. */
  static Token typeOfTag(@Nullable String tag) {
    if (tag == null) {
      return Token.STRING;
    }
    return switch (tag) {
      case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" -> Token.NUMBER;
      case "tag:yaml.org,2002:bool" -> Token.BOOLEAN;
      case "tag:yaml.org,2002:null" -> Token.NULL;
      default -> Token.STRING;
    };
  }

  private static boolean isNumber(String text) {
    String plain = text.charAt(0) == '.' || text.indexOf('_') < 0 ? text : text.replace("_", "");
    int at = sign(plain);
    if (at == plain.length()) {
      return false;
    }
    if (plain.charAt(at) == '0' && at + 2 < plain.length()) {
      int radix =
          switch (plain.charAt(at + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      if (radix != 0) {
        return digits(plain, at + 2, radix) == plain.length();
      }
    }
    return isDecimal(plain, at);
  }

  private static boolean isDecimal(String text, int from) {
    int at = digits(text, from, 10);
    boolean whole = at > from;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction, 10);
      if (!whole && at == fraction) {
        return false;
      }
    } else if (!whole) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1 + sign(text.substring(at + 1));
      at = digits(text, exponent, 10);
      // 12e4567 is more likely a piece of a hash than a number, and is not one for Kubernetes.
      return at > exponent && at == text.length() && !Double.isInfinite(Double.parseDouble(text));
    }
    return at == text.length();
  }

  private static int sign(String text) {
    return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
  }

  private static int digits(String text, int from, int radix) {
    int at = from;
    while (at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return at;
  }
}
