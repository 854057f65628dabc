// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps and lists, in the order of the text, and refuses duplicate keys. */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonTree() {}

  static Map<String, Object> object(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      Map<String, Object> map = map(value(parser));
      if (parser.nextToken() != null) {
        throw new IOException("text after the object");
      }
      return map;
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  /** A member that is an object, and must be there. */
  static Map<String, Object> map(@Nullable Object object, String name) {
    return map(map(object).get(name));
  }

  /** A member that is a list, and must be there. */
  static List<?> list(Map<String, Object> object, String name) {
    return (List<?>) Objects.requireNonNull(object.get(name));
  }

  /** A member that is a text, and must be there. */
  static String text(@Nullable Object object, String name) {
    return (String) Objects.requireNonNull(map(object).get(name));
  }

  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return parser.getText();
  }
}
