// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.repo.StateRepository;
import java.io.IOException;
import java.io.PrintStream;

/** Entries of the state and their values in JSON. */
public final class StateJson {
  private static final ObjectMapper MAPPER =
      StateRepository.defaultMapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .build();

  private StateJson() {}

  /**
   * Reads a value.
   *
   * @param text its JSON
   * @return the value; a missing node if there is nothing but blanks
   * @throws JsonProcessingException if it is not JSON, or has a field twice
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads a value.
   *
   * @param bytes its JSON, in UTF-8, -16 or -32
   * @return the value; a missing node if there is nothing but blanks
   * @throws IOException if it is not JSON, or has a field twice
   */
  public static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /**
   * Prints a value.
   *
   * @param entry the entry
   * @param out where to; it stays open
   * @throws IOException if the stream fails
   */
  public static void printValue(StateEntry<JsonNode> entry, PrintStream out) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      MAPPER.writeTree(json, entry.required());
    }
    out.println();
  }

  /**
   * Prints an entry.
   *
   * @param entry the entry
   * @param out where to; it stays open
   * @throws IOException if the stream fails
   */
  public static void printEntry(StateEntry<JsonNode> entry, PrintStream out) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      write(entry, json);
    }
    out.println();
  }

  static void write(StateEntry<JsonNode> entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("component", entry.component());
    json.writeStringField("key", entry.key());
    json.writeNumberField("version", entry.version());
    json.writeStringField("updatedAt", entry.updatedAt().toString());
    json.writeFieldName("value");
    MAPPER.writeTree(json, entry.required());
    json.writeEndObject();
  }

  static String line(JsonNode value) throws JsonProcessingException {
    return MAPPER.writeValueAsString(value);
  }
}
