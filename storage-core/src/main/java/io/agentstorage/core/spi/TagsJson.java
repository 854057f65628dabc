// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.agentstorage.core.error.CorruptException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one text form that a map of strings has in the database: a JSON object (RFC 8259) with its keys in the order of
 * {@link String#compareTo}, without blanks, so that equal maps have equal text. Thread-safe.
 */
public final class TagsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private TagsJson() {}

  /**
   * Writes a map.
   *
   * @param tags the map
   * @return its only text form
   */
  public static String write(Map<String, String> tags) {
    Map<String, String> sorted = isSorted(tags) ? tags : new TreeMap<>(tags);
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> tag : sorted.entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a map of strings could not be written as JSON", e);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @param text a JSON object whose values are strings
   * @return the map
   * @throws CorruptException if the text is anything else
   */
  public static Map<String, String> read(String text) {
    SortedMap<String, String> tags = new TreeMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notTags(null);
      }
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        String value = json.nextTextValue();
        if (value == null) {
          throw notTags(null);
        }
        tags.put(key, value);
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw notTags(null);
      }
    } catch (IOException e) {
      throw notTags(e);
    }
    return tags;
  }

  private static boolean isSorted(Map<String, String> tags) {
    String previous = null;
    for (String key : tags.keySet()) {
      if (previous != null && previous.compareTo(key) >= 0) {
        return false;
      }
      previous = key;
    }
    return true;
  }

  private static CorruptException notTags(@Nullable IOException e) {
    return Damaged.column("labels or annotations that are not a JSON object of strings", e);
  }
}
