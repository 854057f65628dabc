// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A JSON object to be written: names and values, sorted by name as kubectl prints them. A value is a text, a whole
 * number, a truth value, other fields, a map of texts, or a list of these.
 */
final class Fields {
  static final Fields NONE = new Fields(new Object[0]);

  private final Object[] pairs;

  private Fields(Object[] pairs) {
    this.pairs = pairs;
  }

  /** Names and values in turn. */
  static Fields of(Object... pairs) {
    for (int i = 2; i < pairs.length; i += 2) {
      for (int j = i; j > 0 && name(pairs, j).compareTo(name(pairs, j - 2)) < 0; j -= 2) {
        swap(pairs, j);
        swap(pairs, j + 1);
      }
    }
    return new Fields(pairs);
  }

  /** These fields and more: names and values in turn. */
  Fields and(Object... more) {
    Object[] all = new Object[pairs.length + more.length];
    System.arraycopy(pairs, 0, all, 0, pairs.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    return of(all);
  }

  Fields and(Fields more) {
    return and(more.pairs);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < pairs.length; i += 2) {
      json.writeFieldName(name(pairs, i));
      write(json, pairs[i + 1]);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case Fields fields -> fields.write(json);
      case List<?> list -> writeList(json, list);
      case Map<?, ?> map -> writeMap(json, map);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static void writeList(JsonGenerator json, List<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      write(json, element);
    }
    json.writeEndArray();
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeStringField((String) entry.getKey(), (String) entry.getValue());
    }
    json.writeEndObject();
  }

  private static String name(Object[] pairs, int at) {
    return (String) pairs[at];
  }

  private static void swap(Object[] pairs, int at) {
    Object kept = pairs[at];
    pairs[at] = pairs[at - 2];
    pairs[at - 2] = kept;
  }
}
