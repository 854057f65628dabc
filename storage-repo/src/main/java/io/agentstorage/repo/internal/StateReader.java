// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.agentstorage.codegen.tables.records.OperationalStateRecord;
import io.agentstorage.core.model.StateEntry;

/**
 * Reads entries whose values are of one type. Thread-safe.
 *
 * @param <T> that type
 */
public final class StateReader<T> {
  private final JavaType type;
  private final ObjectReader reader;

  StateReader(ObjectMapper mapper, JavaType type) {
    this.type = type;
    this.reader = mapper.readerFor(type);
  }

  /**
   * Reads an entry.
   *
   * @param row as it is stored
   * @return as its type
   * @throws io.agentstorage.core.error.StateValueException if its value does not fit the type
   */
  public StateEntry<T> read(OperationalStateRecord row) {
    String component = row.getComponent();
    String key = row.getStateKey();
    try {
      T value = reader.readValue(row.getValue());
      return new StateEntry<>(component, key, value, row.getVersion(), row.getUpdatedAt());
    } catch (JsonProcessingException e) {
      throw StateJsonErrors.unfit(component, key, type, e);
    }
  }
}
