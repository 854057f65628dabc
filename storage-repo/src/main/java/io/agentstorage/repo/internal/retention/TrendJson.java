// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agentstorage.core.retention.UsageTrend;
import io.agentstorage.core.spi.Damaged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A trend as it is remembered: an array of times in milliseconds and bytes, in turns. */
public final class TrendJson {
  private static final JsonFactory JSON = new JsonFactory();

  private TrendJson() {}

  /**
   * Writes.
   *
   * @param trend the trend
   * @return JSON
   */
  public static String write(UsageTrend trend) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (UsageTrend.Point point : trend.points()) {
        json.writeNumber(point.at().toEpochMilli());
        json.writeNumber(point.bytes());
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a text could not be written", e);
    }
    return text.toString();
  }

  /**
   * Reads.
   *
   * @param text what {@link #write} gave
   * @return the trend
   */
  public static UsageTrend read(String text) {
    UsageTrend trend = UsageTrend.none();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        Instant at = Instant.ofEpochMilli(json.getLongValue());
        trend = trend.plus(at, json.nextLongValue(0));
      }
    } catch (IOException e) {
      throw Damaged.column("a trend that is not what retention wrote", e);
    }
    return trend;
  }
}
