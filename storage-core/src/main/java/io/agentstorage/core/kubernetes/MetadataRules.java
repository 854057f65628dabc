// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the Kubernetes API server for names, namespaces, labels and annotations.
 *
 * <p>Each method returns null where the text is fine, else what is wrong with it, as the end of a sentence that starts
 * with the text: {@code is not a label value: it has 64 characters, at most 63 are allowed}. Methods never throw. No
 * state: safe for use by many threads.
 *
 * <p>Source: the Kubernetes documentation, "Object Names and IDs", "Labels and Selectors" and "Annotations", and
 * RFC 1123 section 2.1 for the DNS forms. Plain scans and no regular expressions, because a load asks a million times.
 */
public final class MetadataRules {
  /** The most bytes, in UTF-8, that the keys and values of all annotations of one object may have together. */
  public static final int MAX_ANNOTATION_BYTES = 262_144;

  private static final int MAX_NAME_PART = 63;
  private static final int MAX_SUBDOMAIN = 253;

  private MetadataRules() {}

  /**
   * Checks the key of a label: an optional DNS-1123 subdomain and a slash, then a name of 1 to 63 characters.
   *
   * @param key the key
   * @return what is wrong, or null
   */
  public static @Nullable String labelKey(String key) {
    return qualifiedName("a label key", key);
  }

  /**
   * Checks the value of a label: empty, or 1 to 63 characters of {@code A-Z a-z 0-9 - _ .} that start and end with a
   * letter or digit.
   *
   * @param value the value
   * @return what is wrong, or null
   */
  public static @Nullable String labelValue(String value) {
    return value.isEmpty() ? null : word("a label value", "it", value, 0);
  }

  /**
   * Checks the key of an annotation, which is that of a label except that the prefix may have capital letters.
   *
   * @param key the key
   * @return what is wrong, or null
   */
  public static @Nullable String annotationKey(String key) {
    return qualifiedName("an annotation key", key.toLowerCase(Locale.ROOT));
  }

  /**
   * Checks that the annotations of one object together are not larger than {@link #MAX_ANNOTATION_BYTES}.
   *
   * @param annotations all annotations of the object
   * @return what is wrong, or null
   */
  public static @Nullable String annotationsSize(Map<String, String> annotations) {
    long bytes = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      bytes += utf8Length(entry.getKey()) + utf8Length(entry.getValue());
    }
    return bytes <= MAX_ANNOTATION_BYTES
        ? null
        : "are "
            + bytes
            + " bytes together (keys and values), at most "
            + MAX_ANNOTATION_BYTES
            + " are allowed";
  }

  /**
   * Checks a DNS-1123 label: 1 to 63 characters of {@code a-z 0-9 -} that start and end with a letter or digit.
   *
   * @param text the text
   * @return what is wrong, or null
   */
  public static @Nullable String dns1123Label(String text) {
    if (text.length() > MAX_NAME_PART) {
      return tooLong("a DNS-1123 label", "it", text.length(), MAX_NAME_PART);
    }
    return dnsPart("a DNS-1123 label", text, 0, text.length());
  }

  /**
   * Checks a DNS-1123 subdomain: at most 253 characters, DNS-1123 labels of any length joined by dots.
   *
   * @param text the text
   * @return what is wrong, or null
   */
  public static @Nullable String dns1123Subdomain(String text) {
    return subdomain("a DNS-1123 subdomain", text);
  }

  /**
   * Checks a namespace, which is a {@linkplain #dns1123Label DNS-1123 label}.
   *
   * @param namespace the namespace, not empty
   * @return what is wrong, or null
   */
  public static @Nullable String namespace(String namespace) {
    return dns1123Label(namespace);
  }

  /**
   * Checks the name of an object of any kind: it must be usable as one segment of a path, so it is not empty, not
   * {@code .} or {@code ..}, and has no slash and no percent sign. Most kinds ask for more; some (the RBAC kinds, with
   * names such as {@code system:node}) do not.
   *
   * @param name the name
   * @return what is wrong, or null
   */
  public static @Nullable String objectName(String name) {
    if (name.isEmpty()) {
      return "is not an object name: it is empty";
    }
    if (name.equals(".") || name.equals("..")) {
      return "is not an object name: \".\" and \"..\" cannot be a path segment";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == '%') {
        return "is not an object name: '" + c + "' cannot be in a path segment";
      }
    }
    return null;
  }

  private static @Nullable String qualifiedName(String what, String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      if (key.indexOf('/', slash + 1) >= 0) {
        return "is not " + what + ": it has more than one '/'";
      }
      if (slash == 0) {
        return "is not " + what + ": the prefix before '/' is empty";
      }
      String problem = subdomain(what + " with a DNS-1123 subdomain as prefix", key, slash);
      if (problem != null) {
        return problem;
      }
    }
    if (slash + 1 == key.length()) {
      return "is not "
          + what
          + (slash < 0 ? ": it is empty" : ": the name part after '/' is empty");
    }
    return word(what, slash < 0 ? "it" : "the name part", key, slash + 1);
  }

  /** The characters of label values and of the name part of keys. */
  private static @Nullable String word(String what, String part, String text, int from) {
    int end = text.length();
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
        return badCharacter(
            what, text, i, "only letters, digits, '-', '_' and '.' are allowed there");
      }
    }
    if (end - from > MAX_NAME_PART) {
      return tooLong(what, part, end - from, MAX_NAME_PART);
    }
    return isAlphanumeric(text.charAt(from)) && isAlphanumeric(text.charAt(end - 1))
        ? null
        : "is not " + what + ": " + part + " must start and end with a letter or digit";
  }

  private static @Nullable String subdomain(String what, String text) {
    return subdomain(what, text, text.length());
  }

  private static @Nullable String subdomain(String what, String text, int end) {
    if (end > MAX_SUBDOMAIN) {
      return tooLong(what, "it", end, MAX_SUBDOMAIN);
    }
    int from = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || text.charAt(i) == '.') {
        String problem = dnsPart(what, text, from, i);
        if (problem != null) {
          return problem;
        }
        from = i + 1;
      }
    }
    return null;
  }

  private static @Nullable String dnsPart(String what, String text, int from, int end) {
    if (from == end) {
      return "is not "
          + what
          + (text.isEmpty() ? ": it is empty" : ": there is nothing between two dots or at an end");
    }
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (!isLowerAlphanumeric(c) && c != '-') {
        return badCharacter(what, text, i, "only small letters, digits and '-' are allowed there");
      }
    }
    return isLowerAlphanumeric(text.charAt(from)) && isLowerAlphanumeric(text.charAt(end - 1))
        ? null
        : "is not " + what + ": each part must start and end with a small letter or digit";
  }

  private static String badCharacter(String what, String text, int index, String allowed) {
    int c = text.codePointAt(index);
    String shown =
        c > 0x20 && c != 0x7f && Character.isDefined(c) && !Character.isISOControl(c)
            ? "'" + Character.toString(c) + "'"
            : String.format(Locale.ROOT, "U+%04X", c);
    return "is not " + what + ": character " + (index + 1) + " is " + shown + ", " + allowed;
  }

  private static String tooLong(String what, String part, int length, int limit) {
    return "is not "
        + what
        + ": "
        + part
        + " has "
        + length
        + " characters, at most "
        + limit
        + " are allowed";
  }

  private static boolean isAlphanumeric(char c) {
    return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
