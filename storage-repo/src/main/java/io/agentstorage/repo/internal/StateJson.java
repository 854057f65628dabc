// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agentstorage.core.error.StateValueException;
import io.agentstorage.core.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How values of state entries become JSON, and are read. Thread-safe. */
public final class StateJson {
  private final ObjectMapper mapper;

  /**
   * Values.
   *
   * @param mapper writes and reads them
   */
  public StateJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A mapper that loses nothing: what it has written it reads as it was, and what does not fit it refuses. Equal values
   * have equal text, whatever the order of a map.
   *
   * @return a new one
   */
  public static JsonMapper defaultMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            // Else an emoji is written as two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // A value is bounded as a whole; what could be written must be read.
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNumberLength(StateStore.MAX_VALUE_BYTES)
                    .maxNameLength(StateStore.MAX_VALUE_BYTES)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /**
   * What reads values of a type.
   *
   * @param type the type
   * @param <T> that type
   * @return its reader
   */
  public <T> StateReader<T> reader(Class<T> type) {
    return new StateReader<>(mapper, mapper.constructType(type));
  }

  /**
   * What reads values of a type with parameters.
   *
   * @param type the type
   * @param <T> that type
   * @return its reader
   */
  public <T> StateReader<T> reader(TypeReference<T> type) {
    return new StateReader<>(mapper, mapper.constructType(type));
  }

  /**
   * Writes a value.
   *
   * @param component whose it is
   * @param key its key
   * @param value the value
   * @return its JSON
   * @throws StateValueException if it cannot be written or is too large
   */
  public String write(String component, String key, @Nullable Object value) {
    BoundedBytes bytes = new BoundedBytes(StateStore.MAX_VALUE_BYTES);
    try {
      mapper.writeValue(bytes, value);
      String json = bytes.toString(StandardCharsets.UTF_8);
      checkReadable(json);
      return json;
    } catch (BoundedBytes.FullException e) {
      throw new StateValueException(
          component,
          key,
          "$",
          "put state "
              + component
              + "/"
              + key
              + ": its JSON has more than "
              + StateStore.MAX_VALUE_BYTES
              + " bytes; put it under several keys, or into a file");
    } catch (IOException e) {
      throw StateJsonErrors.unwritable(component, key, e);
    }
  }

  /** Jackson writes some that it does not read, such as half a character in a name. */
  private void checkReadable(String json) throws IOException {
    try (JsonParser parser = mapper.createParser(json)) {
      while (parser.nextToken() != null) {
        // Only whether it can go on.
      }
    }
  }
}
