// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import org.jspecify.annotations.Nullable;

/**
 * OpenMetrics 1.0 as text, line by line (section "ABNF"). Double quotes in a help text need no backslash, against the ABNF,
 * because the test vectors of OpenMetrics have them.
 */
final class OpenMetricsGrammar implements Grammar {
  private static final String LABEL_NAME =
      "a label's name: letters, digits and underscores, no digit first";
  private static final String METRIC_NAME =
      "a metric's name: letters, digits, underscores and colons, no digit first";
  private static final int LONGEST_EXEMPLAR = 128;

  private final @Nullable FamilyRules rules;
  private final SampleLine exemplar = new SampleLine();
  private boolean ended;

  /**
   * A text.
   *
   * @param rules what is more than grammar, null if it is not checked
   */
  OpenMetricsGrammar(@Nullable FamilyRules rules) {
    this.rules = rules;
  }

  @Override
  public boolean line(Cursor cursor, SampleLine sample) throws Fault {
    if (ended) {
      throw cursor.expected("nothing behind # EOF");
    }
    if (cursor.isAtEnd()) {
      throw new Fault(cursor.at(), "expected a sample or metadata, found a blank line");
    }
    if (cursor.isAt('#')) {
      descriptor(cursor);
      return false;
    }
    sample(cursor, sample);
    if (rules != null) {
      rules.sample(sample);
    }
    return true;
  }

  private void descriptor(Cursor cursor) throws Fault {
    int start = cursor.at();
    cursor.skip(1);
    if (cursor.isAtText(" EOF")) {
      cursor.skip(" EOF".length());
      if (!cursor.isAtEnd()) {
        throw cursor.expected("nothing behind # EOF");
      }
      ended = true;
      if (rules != null) {
        rules.end();
      }
    } else if (cursor.isAtText(" TYPE ")) {
      type(cursor);
    } else if (cursor.isAtText(" HELP ")) {
      help(cursor);
    } else if (cursor.isAtText(" UNIT ")) {
      unit(cursor);
    } else {
      throw new Fault(
          start, "expected # TYPE, # HELP, # UNIT or # EOF; OpenMetrics has no other comments");
    }
  }

  private static String family(Cursor cursor) throws Fault {
    cursor.skip(" TYPE ".length());
    String name = cursor.metricName("the name of the metric family that this is about");
    cursor.expect(' ', "one blank behind the name of the metric family");
    return name;
  }

  private void type(Cursor cursor) throws Fault {
    String name = family(cursor);
    int at = cursor.at();
    String word = cursor.rest();
    FamilyType type = FamilyType.of(word);
    if (type == null) {
      throw new Fault(
          at,
          "expected a type: unknown, gauge, counter, stateset, info, histogram, gaugehistogram or"
              + " summary, found "
              + Excerpt.quote(word));
    }
    if (rules != null) {
      rules.type(name, type);
    }
  }

  private void help(Cursor cursor) throws Fault {
    String name = family(cursor);
    cursor.checkRest();
    if (cursor.endsInEscape()) {
      cursor.skipToEnd();
      throw cursor.expected("a character behind the backslash");
    }
    if (rules != null) {
      rules.help(name);
    }
  }

  private void unit(Cursor cursor) throws Fault {
    String name = family(cursor);
    int at = cursor.at();
    String unit = cursor.rest();
    for (int i = 0; i < unit.length(); i++) {
      if (!isUnit(unit.charAt(i))) {
        throw new Fault(
            at + i, "expected a unit of letters, digits, underscores and colons, found another");
      }
    }
    if (rules != null) {
      rules.unit(name, unit, at);
    }
  }

  private static boolean isUnit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= ':' || c == '_';
  }

  private void sample(Cursor cursor, SampleLine sample) throws Fault {
    sample.nameAt = cursor.at();
    sample.name = cursor.metricName(METRIC_NAME);
    if (cursor.isAt('{')) {
      labels(cursor, sample);
    }
    cursor.expect(' ', "one blank before the value");
    sample.valueAt = cursor.at();
    sample.value = cursor.number("a value");
    if (cursor.isAtEnd()) {
      return;
    }
    cursor.expect(' ', "one blank behind the value, or the end of the line");
    if (!cursor.isAt('#')) {
      sample.timeAt = cursor.at();
      sample.time = time(cursor);
      if (cursor.isAtEnd()) {
        return;
      }
      cursor.expect(' ', "one blank behind the time, or the end of the line");
    }
    exemplar(cursor, sample);
  }

  private void exemplar(Cursor cursor, SampleLine sample) throws Fault {
    sample.exemplarAt = cursor.at();
    cursor.expect('#', "the end of the line or an exemplar, which begins with #");
    cursor.expect(' ', "one blank between # and the labels of an exemplar");
    exemplar.clear();
    int at = cursor.at();
    labels(cursor, exemplar);
    checkLength(exemplar, at);
    cursor.expect(' ', "one blank before the value of an exemplar");
    sample.exemplar = cursor.number("the value of an exemplar");
    if (!cursor.isAtEnd()) {
      cursor.expect(' ', "one blank behind the value of an exemplar, or the end of the line");
      time(cursor);
      if (!cursor.isAtEnd()) {
        throw cursor.expected("the end of the line behind the time of an exemplar");
      }
    }
  }

  private static void checkLength(SampleLine exemplar, int at) throws Fault {
    int length = 0;
    for (int i = 0; i < exemplar.labels(); i++) {
      String value = exemplar.value(i);
      length += exemplar.key(i).length() + value.codePointCount(0, value.length());
    }
    if (length > LONGEST_EXEMPLAR) {
      throw new Fault(
          at,
          "expected the labels of an exemplar to have at most "
              + LONGEST_EXEMPLAR
              + " characters together, found "
              + length);
    }
  }

  private static void labels(Cursor cursor, SampleLine sample) throws Fault {
    cursor.expect('{', "'{' before the labels");
    if (cursor.take('}')) {
      return;
    }
    do {
      int at = cursor.at();
      String key = cursor.labelName(LABEL_NAME);
      if (key.equals(MetricSeries.NAME_LABEL)) {
        throw new Fault(at, "expected no label __name__, which is before the braces");
      }
      cursor.expect('=', "'=' behind a label's name");
      sample.addLabel(key, cursor.quoted("a label's value in double quotes"), at);
    } while (cursor.take(','));
    cursor.expect('}', "',' or '}' behind a label");
    sample.sortLabels();
  }

  private static UnixSeconds time(Cursor cursor) throws Fault {
    int at = cursor.at();
    MetricValue number = cursor.number("a time in seconds since 1970");
    UnixSeconds time = Cursor.isFinite(number.text()) ? UnixSeconds.parse(number.text()) : null;
    if (time == null) {
      throw new Fault(at, "expected a time in seconds since 1970, found " + number);
    }
    return time;
  }

  @Override
  public @Nullable Fault takeEarlier() {
    return rules == null ? null : rules.takeEarlier();
  }

  @Override
  public void end(boolean terminated) throws Fault {
    if (!ended) {
      throw new Fault(
          Fault.NOWHERE,
          "expected a last line # EOF, found the end of the input; it was cut off: send it again");
    }
  }
}
