// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agentstorage.core.metric.MetricJson;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.formats.MetricReadOptions;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The samples of JSON rows: of one array, or of objects one after the other. */
final class JsonInput extends SampleSource {
  private final InputStream in;
  private final Rejects rejects;
  private final SeriesMaker series;
  private final int longestRow;
  private final RandomIds ids = new RandomIds();
  private @Nullable JsonParser json; // making one reads already, and so can fail as reading does
  private boolean inArray;
  private long row;

  private JsonInput(InputStream in, MetricReadOptions options, Rejects rejects) {
    super(in, options, rejects);
    this.in = in;
    this.rejects = rejects;
    this.series = new SeriesMaker(options, false);
    this.longestRow = options.longestLine();
  }

  static JsonInput open(InputStream in, MetricReadOptions options) {
    return new JsonInput(in, options, new Rejects(options, "row"));
  }

  @Override
  @Nullable MetricSample next() throws IOException {
    try {
      JsonParser parser = json;
      if (parser == null) {
        parser = MetricJson.parser(in, longestRow);
        json = parser;
      }
      return next(parser);
    } catch (JacksonException e) {
      throw rejects.fatal(row, "expected JSON, " + problem(e), e);
    }
  }

  private @Nullable MetricSample next(JsonParser parser) throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && row == 0 && !inArray) {
        inArray = true;
        continue;
      }
      if (token == null) {
        if (inArray) {
          throw rejects.fatal(row, "expected ']' at the end, found none; it was cut off", null);
        }
        return null;
      }
      if (token == JsonToken.END_ARRAY) {
        return end(parser);
      }
      row++;
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        rejects.row(row, "expected a JSON object", null);
        continue;
      }
      MetricSample sample = row(parser);
      if (sample != null) {
        return sample;
      }
    }
  }

  private @Nullable MetricSample row(JsonParser parser) throws IOException {
    try {
      MetricSample read = MetricJson.read(parser, longestRow);
      return new MetricSample(
          series.series(read.series()),
          read.timestamp(),
          read.created(),
          read.value(),
          read.id() == null ? ids.next() : read.id());
    } catch (IllegalArgumentException e) {
      rejects.row(row, "expected a row of a metric, but " + e.getMessage(), e);
      return null;
    }
  }

  private @Nullable MetricSample end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw rejects.fatal(row, "expected nothing behind the JSON array, found more", null);
    }
    inArray = false;
    return null;
  }

  /** Jackson's message repeats the input, and has its own way to say where. */
  private static String problem(JacksonException e) {
    String message = Excerpt.oneLine(String.valueOf(e.getOriginalMessage()));
    JsonLocation location = e.getLocation(); // none where a limit is exceeded
    return location == null
        ? "found: " + message
        : "found in line "
            + location.getLineNr()
            + ", column "
            + location.getColumnNr()
            + ": "
            + message;
  }

  @Override
  long number() {
    return row;
  }
}
