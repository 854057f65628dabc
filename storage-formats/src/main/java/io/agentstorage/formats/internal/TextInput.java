// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.formats.MetricReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The samples of a text, line by line. */
final class TextInput extends SampleSource {
  private final LineReader lines;
  private final Grammar grammar;
  private final Rejects rejects;
  private final SeriesMaker series;
  private final int longestLine;
  private final @Nullable Instant timestamp;
  private final Instant created;
  private final Cursor cursor = new Cursor();
  private final SampleLine sample = new SampleLine();
  private final RandomIds ids = new RandomIds();
  private boolean terminated = true;

  private TextInput(InputStream in, Grammar grammar, MetricReadOptions options, Rejects rejects) {
    super(in, options, rejects);
    this.lines = new LineReader(in, options.longestLine());
    this.grammar = grammar;
    this.rejects = rejects;
    this.series = new SeriesMaker(options, !options.honorLabels());
    this.longestLine = options.longestLine();
    this.timestamp = options.timestamp();
    this.created = options.clock().instant();
  }

  static TextInput prometheus(InputStream in, MetricReadOptions options) {
    return new TextInput(in, new PrometheusGrammar(), options, new Rejects(options, "line"));
  }

  static TextInput openMetrics(InputStream in, MetricReadOptions options) {
    FamilyRules rules = options.checkFamilies() ? new FamilyRules(options.mostRemembered()) : null;
    return new TextInput(in, new OpenMetricsGrammar(rules), options, new Rejects(options, "line"));
  }

  @Override
  @Nullable MetricSample next() throws IOException {
    while (lines.next()) {
      terminated = lines.terminated();
      MetricSample read = line();
      if (read != null) {
        return read;
      }
    }
    end();
    return null;
  }

  private @Nullable MetricSample line() {
    try {
      if (lines.tooLong()) {
        throw new Fault(
            Fault.NOWHERE,
            "expected a line of at most "
                + longestLine
                + " bytes; MetricReadOptions.longestLine allows more");
      }
      sample.clear();
      cursor.line(lines.bytes(), lines.start(), lines.end());
      boolean found = grammar.line(cursor, sample);
      earlier();
      return found ? made() : null;
    } catch (Fault fault) {
      earlier();
      rejects.line(lines, fault);
      return null;
    }
  }

  private void earlier() {
    Fault earlier = grammar.takeEarlier();
    if (earlier != null) {
      rejects.line(lines, earlier);
    }
  }

  private MetricSample made() throws Fault {
    UnixSeconds time = sample.time;
    Instant measured = time == null ? timestamp : Instant.ofEpochMilli(time.millis());
    if (measured == null) {
      throw new Fault(
          Fault.NOWHERE,
          "expected a time behind the value; MetricReadOptions.timestamp sets one for samples"
              + " without");
    }
    return new MetricSample(series.series(sample), measured, created, sample.value, ids.next());
  }

  private void end() {
    try {
      grammar.end(terminated);
    } catch (Fault fault) {
      rejects.line(lines, fault);
    }
  }

  @Override
  long number() {
    return lines.number();
  }
}
