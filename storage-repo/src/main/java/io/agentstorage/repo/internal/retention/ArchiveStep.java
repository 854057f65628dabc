// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agentstorage.core.spi.Damaged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the archiving of a part is, as it is remembered. Immutable.
 *
 * @param part its name
 * @param from the first millisecond whose samples are in it
 * @param to the one behind the last
 * @param chunks what is in it, in its order; none while it is being written
 */
record ArchiveStep(String part, long from, long to, List<Chunk> chunks) {
  private static final JsonFactory JSON = new JsonFactory();

  ArchiveStep {
    chunks = List.copyOf(chunks);
  }

  /**
   * Samples that are deleted together.
   *
   * @param series the number of the series of the last one
   * @param time the time of the last one in milliseconds
   * @param rows how many
   * @param sha256 their digest
   */
  record Chunk(long series, long time, long rows, String sha256) {}

  /** Whether it is written, compared, and may be deleted from the table. */
  boolean archived() {
    return !chunks.isEmpty();
  }

  long rows() {
    return chunks.stream().mapToLong(Chunk::rows).sum();
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("part", part);
      json.writeNumberField("from", from);
      json.writeNumberField("to", to);
      json.writeArrayFieldStart("chunks");
      for (Chunk chunk : chunks) {
        json.writeStartArray();
        json.writeNumber(chunk.series);
        json.writeNumber(chunk.time);
        json.writeNumber(chunk.rows);
        json.writeString(chunk.sha256);
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text could not be written", e);
    }
    return text.toString();
  }

  static ArchiveStep parse(String text) {
    String part = "";
    long from = 0;
    long to = 0;
    List<Chunk> chunks = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "part" -> part = json.getText();
          case "from" -> from = json.getLongValue();
          case "to" -> to = json.getLongValue();
          case "chunks" -> {
            while (json.nextToken() == JsonToken.START_ARRAY) {
              chunks.add(
                  new Chunk(
                      json.nextLongValue(0),
                      json.nextLongValue(0),
                      json.nextLongValue(0),
                      String.valueOf(json.nextTextValue())));
              json.nextToken();
            }
          }
          default -> json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw Damaged.column("a state of retention that is not what retention wrote", e);
    }
    return new ArchiveStep(part, from, to, chunks);
  }
}
