// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricValue;

/** Walks along one line and takes what both text formats are made of. Not thread-safe. */
final class Cursor {
  private static final byte LABEL_START = 1;
  private static final byte NAME_START = 2;
  private static final byte DIGIT = 4;
  private static final byte[] CLASSES = classes();

  /** What a number has no more of where it surely fits a double. */
  private static final int SURELY_FITS = 300;

  private final Texts texts = new Texts();
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private int at;
  private byte[] unescaped = new byte[256];

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (int c = 'a'; c <= 'z'; c++) {
      classes[c] = LABEL_START | NAME_START;
      classes[c - 'a' + 'A'] = LABEL_START | NAME_START;
    }
    classes['_'] = LABEL_START | NAME_START;
    classes[':'] = NAME_START;
    for (int c = '0'; c <= '9'; c++) {
      classes[c] = DIGIT;
    }
    return classes;
  }

  void line(byte[] content, int from, int to) throws Fault {
    bytes = content;
    start = from;
    end = to;
    at = from;
    if (to > from && content[to - 1] == '\r') {
      throw new Fault(
          to - 1,
          "expected a line that ends with a line feed alone, found a carriage return before it;"
              + " convert the line endings");
    }
  }

  int at() {
    return at;
  }

  boolean isAtStart() {
    return at == start;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean isAt(char c) {
    return at < end && bytes[at] == c;
  }

  boolean isAtText(String text) {
    if (end - at < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void skip(int count) {
    at += count;
  }

  void skipToEnd() {
    at = end;
  }

  /** Takes a character if it is next. */
  boolean take(char c) {
    boolean next = isAt(c);
    if (next) {
      at++;
    }
    return next;
  }

  void expect(char c, String what) throws Fault {
    if (!take(c)) {
      throw expected(what);
    }
  }

  /** Passes over blanks and tabs. */
  void skipBlanks() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  Fault expected(String what) {
    return new Fault(at, "expected " + what + ", found " + found());
  }

  private String found() {
    if (at >= end) {
      return "the end of the line";
    }
    byte b = bytes[at];
    return b > 0x20 && b < 0x7f
        ? "'" + (char) b + "'"
        : b == ' ' ? "a blank" : "byte 0x%02x".formatted(b & 0xff);
  }

  /** A metric's name: letters, digits, underscores and colons, no digit first. */
  String metricName(String what) throws Fault {
    return name(NAME_START, what);
  }

  /** A label's name: letters, digits and underscores, no digit first. */
  String labelName(String what) throws Fault {
    return name(LABEL_START, what);
  }

  private String name(byte first, String what) throws Fault {
    int from = at;
    byte[] content = bytes;
    int to = from;
    if (to < end && content[to] >= 0 && (CLASSES[content[to]] & first) != 0) {
      to++;
      int further = first | DIGIT;
      while (to < end && content[to] >= 0 && (CLASSES[content[to]] & further) != 0) {
        to++;
      }
    }
    if (to == from) {
      throw expected(what);
    }
    at = to;
    return texts.text(content, from, to);
  }

  /** A text in double quotes, with its escapes replaced: \\, \" and \n; any other backslash stands for itself. */
  String quoted(String what) throws Fault {
    int quote = at;
    expect('"', what);
    int from = at;
    byte[] content = bytes;
    int to = from;
    while (to < end && content[to] != '"' && content[to] != '\\') {
      to++;
    }
    if (to < end && content[to] == '"') {
      at = to + 1;
      return texts.text(content, from, to);
    }
    return withEscapes(quote, from, to);
  }

  private String withEscapes(int quote, int from, int firstEscape) throws Fault {
    if (unescaped.length < end - from) {
      unescaped = new byte[Math.max(2 * unescaped.length, end - from)];
    }
    int to = firstEscape;
    int length = to - from;
    System.arraycopy(bytes, from, unescaped, 0, length);
    while (to < end && bytes[to] != '"') {
      byte b = bytes[to];
      if (b == '\\' && to + 1 < end) {
        byte next = bytes[to + 1];
        if (next == 'n' || next == '"' || next == '\\') {
          b = next == 'n' ? (byte) '\n' : next;
          to++;
        }
      }
      unescaped[length++] = b;
      to++;
    }
    if (to >= end) {
      throw new Fault(quote, "expected a closing double quote, found the end of the line");
    }
    Utf8.check(bytes, from, to); // the copy would have other places
    at = to + 1;
    return texts.text(unescaped, 0, length);
  }

  /** The text up to the next blank or the end; empty if that is here. */
  String word() throws Fault {
    int from = at;
    int to = from;
    while (to < end && bytes[to] != ' ' && bytes[to] != '\t') {
      to++;
    }
    at = to;
    return texts.text(bytes, from, to);
  }

  /** The rest of the line. */
  String rest() throws Fault {
    int from = at;
    at = end;
    return texts.text(bytes, from, end);
  }

  /** Checks that the rest of the line is UTF-8. */
  void checkRest() throws Fault {
    Utf8.check(bytes, at, end);
  }

  /** Whether the rest of the line ends within an escape. */
  boolean endsInEscape() {
    int backslashes = 0;
    while (end - backslashes > at && bytes[end - 1 - backslashes] == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** A value: a decimal number that a double has room for, NaN, +Inf or -Inf. */
  MetricValue number(String what) throws Fault {
    int from = at;
    String word = word();
    try {
      MetricValue value = new MetricValue(word);
      if (!fits(word) && isFinite(word) && Double.isInfinite(value.asDouble())) {
        throw new Fault(from, "expected " + what + " that 64-bit floating point has room for");
      }
      return value;
    } catch (IllegalArgumentException e) {
      at = from;
      throw word.isEmpty()
          ? expected(what)
          : new Fault(
              from,
              "expected "
                  + what
                  + " in decimal digits, NaN, +Inf or -Inf, found "
                  + Excerpt.quote(word));
    }
  }

  /** Whether digits are meant, not NaN or infinite, of what is known to be a number. */
  static boolean isFinite(String number) {
    char first = number.charAt(0);
    char c = first == '-' || first == '+' ? number.charAt(1) : first;
    return c >= '0' && c <= '9' || c == '.';
  }

  private static boolean fits(String number) {
    if (number.length() > SURELY_FITS) {
      return false;
    }
    int e = number.indexOf('e');
    if (e < 0) {
      e = number.indexOf('E');
    }
    if (e < 0) {
      return true;
    }
    int exponent = number.length() - e - 1; // two digits, perhaps with a sign
    return number.length() < 100 && (exponent < 3 || exponent == 3 && number.charAt(e + 1) <= '-');
  }
}
