// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricSeries;

/**
 * The text format of Prometheus, version 0.0.4, line by line. Like Prometheus' server, and unlike what the text of the
 * format asks of senders, it does not compare lines with each other: groups, repeated metadata and the parts of a histogram
 * are not looked at.
 */
final class PrometheusGrammar implements Grammar {
  private static final String LABEL_NAME =
      "a label's name: letters, digits and underscores, no digit first";

  @Override
  public boolean line(Cursor cursor, SampleLine sample) throws Fault {
    cursor.skipBlanks();
    if (cursor.isAtEnd()) {
      return false;
    }
    if (cursor.take('#')) {
      comment(cursor);
      return false;
    }
    sample.nameAt = cursor.at();
    if (!cursor.isAt('{')) {
      sample.name =
          cursor.metricName(
              "a metric's name: letters, digits, underscores and colons, no digit first");
      cursor.skipBlanks();
    }
    if (cursor.take('{')) {
      labels(cursor, sample);
      cursor.skipBlanks();
    }
    sample.sortLabels();
    if (sample.name.isEmpty()) {
      throw new Fault(sample.nameAt, "expected a metric's name before or in the braces");
    }
    sample.valueAt = cursor.at();
    sample.value = cursor.number("a value");
    cursor.skipBlanks();
    if (!cursor.isAtEnd()) {
      sample.timeAt = cursor.at();
      sample.time = time(cursor);
      cursor.skipBlanks();
      if (!cursor.isAtEnd()) {
        throw cursor.expected("the end of the line behind the time");
      }
    }
    return true;
  }

  private static void comment(Cursor cursor) throws Fault {
    cursor.skipBlanks();
    if (cursor.isAtText("HELP ") || cursor.isAtText("HELP\t")) {
      cursor.skip("HELP".length());
      metadataName(cursor);
      cursor.checkRest();
    } else if (cursor.isAtText("TYPE ") || cursor.isAtText("TYPE\t")) {
      cursor.skip("TYPE".length());
      metadataName(cursor);
      type(cursor);
    }
  }

  private static void metadataName(Cursor cursor) throws Fault {
    cursor.skipBlanks();
    if (cursor.isAt('"')) {
      cursor.quoted("a metric's name");
    } else {
      cursor.metricName("the name of the metric that this is about");
    }
    if (!cursor.isAtEnd() && !cursor.isAt(' ') && !cursor.isAt('\t')) {
      throw cursor.expected("a blank behind the name of the metric");
    }
    cursor.skipBlanks();
  }

  private static void type(Cursor cursor) throws Fault {
    int at = cursor.at();
    String type = cursor.word();
    switch (type) {
      case "counter", "gauge", "histogram", "summary", "untyped" -> {}
      default ->
          throw new Fault(
              at,
              "expected a type: counter, gauge, histogram, summary or untyped, found "
                  + Excerpt.quote(type));
    }
    cursor.skipBlanks();
    if (!cursor.isAtEnd()) {
      throw cursor.expected("the end of the line behind the type");
    }
  }

  private static void labels(Cursor cursor, SampleLine sample) throws Fault {
    cursor.skipBlanks();
    while (!cursor.take('}')) {
      label(cursor, sample);
      cursor.skipBlanks();
      if (cursor.take(',')) {
        cursor.skipBlanks();
      } else if (!cursor.isAt('}')) {
        throw cursor.expected("',' or '}' behind a label");
      }
    }
  }

  private static void label(Cursor cursor, SampleLine sample) throws Fault {
    int at = cursor.at();
    boolean quoted = cursor.isAt('"');
    String key = quoted ? cursor.quoted(LABEL_NAME) : cursor.labelName(LABEL_NAME);
    cursor.skipBlanks();
    if (quoted && !cursor.isAt('=')) {
      name(sample, key, at);
      return;
    }
    cursor.expect('=', "'=' behind a label's name");
    cursor.skipBlanks();
    String value = cursor.quoted("a label's value in double quotes");
    if (key.equals(MetricSeries.NAME_LABEL)) {
      name(sample, value, at);
    } else if (key.isEmpty()) {
      throw new Fault(at, "expected a label's name, found an empty one");
    } else {
      sample.addLabel(key, value, at);
    }
  }

  /** In braces it is quoted (version 1.0.0), or the label __name__, as promtool writes it. */
  private static void name(SampleLine sample, String name, int at) throws Fault {
    if (!sample.name.isEmpty() || name.isEmpty()) {
      throw new Fault(at, "expected one name of the metric, found another or an empty one");
    }
    sample.name = name;
  }

  private static UnixSeconds time(Cursor cursor) throws Fault {
    int at = cursor.at();
    String word = cursor.word();
    try {
      return UnixSeconds.ofMillis(Long.parseLong(word));
    } catch (NumberFormatException e) {
      throw new Fault(
          at,
          "expected the end of the line or a time in whole milliseconds since 1970, found "
              + Excerpt.quote(word));
    }
  }

  @Override
  public void end(boolean terminated) throws Fault {
    if (!terminated) {
      throw new Fault(
          Fault.NOWHERE,
          "expected a line feed at the end of the last line; the input was cut off, send it again");
    }
  }
}
