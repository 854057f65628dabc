// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agentstorage.codegen.tables.records.OperationalStateRecord;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.model.StateValue;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkRun;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.internal.StateJson;
import io.agentstorage.repo.internal.StateNames;
import io.agentstorage.repo.internal.StateReader;
import io.agentstorage.repo.internal.StateRows;
import io.agentstorage.repo.internal.StateTarget;
import io.agentstorage.repo.internal.StoredTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state store over the generated tables. Thread-safe; keeps nothing but what it was given. */
public final class StateRepository implements StateStore {
  private final Database database;
  private final Clock clock;
  private final StateRows rows;
  private final StateJson json;

  /**
   * A store for the cluster of a database, with {@link #defaultMapper()}.
   *
   * @param database the open database; the caller closes it
   * @param clock gives the times of changes; milliseconds count
   */
  public StateRepository(Database database, Clock clock) {
    this(database, clock, defaultMapper());
  }

  /**
   * A store for the cluster of a database.
   *
   * @param database the open database; the caller closes it
   * @param clock gives the times of changes; milliseconds count
   * @param mapper writes values as JSON and reads them; not to be changed any more
   */
  public StateRepository(Database database, Clock clock, ObjectMapper mapper) {
    this.database = database;
    this.clock = clock;
    this.rows = new StateRows(database.cluster());
    this.json = new StateJson(mapper);
  }

  /**
   * The mapper that is used where none is given. It writes the classes of {@code java.time} as ISO 8601 text and maps in
   * the order of their keys, and keeps all digits of numbers that it reads into no particular type. A number that is
   * written as text, a fraction for an integer, a primitive that is null or missing and a field that a class does not have
   * are refused; another field that is missing is null.
   *
   * @return a new one, to be adapted with {@code rebuild()}
   */
  public static JsonMapper defaultMapper() {
    return StateJson.defaultMapper();
  }

  @Override
  public <T> Optional<StateEntry<T>> get(String component, String key, Class<T> type) {
    return read(component, key, json.reader(type));
  }

  @Override
  public <T> Optional<StateEntry<T>> get(String component, String key, TypeReference<T> type) {
    return read(component, key, json.reader(type));
  }

  private <T> Optional<StateEntry<T>> read(String component, String key, StateReader<T> reader) {
    StateNames.check(component, key);
    return rows.find(database.dsl(), component, key).map(reader::read);
  }

  @Override
  public <T> StateEntry<T> put(String component, String key, @Nullable T value) {
    StateNames.check(component, key);
    String text = json.write(component, key, value);
    return written(
        component,
        key,
        value,
        database.write(tx -> rows.put(tx, component, key, text, clock.instant())));
  }

  @Override
  public BulkLoad<StateValue> bulk() {
    Dialect dialect = Dialect.of(database.dsl().configuration());
    return (values, options) ->
        BulkRun.load(
            database, new StateTarget(database.cluster(), dialect, json, clock), values, options);
  }

  @Override
  public <T> StateEntry<T> compareAndSet(
      String component, String key, long expectedVersion, @Nullable T value) {
    StateNames.check(component, key);
    if (expectedVersion < 0) {
      throw new IllegalArgumentException(
          "compareAndSet: versions begin with 1, and 0 stands for none; not " + expectedVersion);
    }
    String text = json.write(component, key, value);
    return written(
        component,
        key,
        value,
        database.write(
            tx -> rows.compareAndSet(tx, component, key, expectedVersion, text, clock.instant())));
  }

  @Override
  public boolean delete(String component, String key) {
    StateNames.check(component, key);
    return database.write(tx -> rows.delete(tx, component, key));
  }

  @Override
  public void delete(String component, String key, long expectedVersion) {
    StateNames.check(component, key);
    if (expectedVersion < 1) {
      throw new IllegalArgumentException(
          "delete: versions begin with 1; none is " + expectedVersion);
    }
    database.write(
        tx -> {
          rows.compareAndDelete(tx, component, key, expectedVersion);
          return null;
        });
  }

  @Override
  public <T> Stream<StateEntry<T>> list(String component, Class<T> type) {
    return stream(component, json.reader(type));
  }

  @Override
  public <T> Stream<StateEntry<T>> list(String component, TypeReference<T> type) {
    return stream(component, json.reader(type));
  }

  private <T> Stream<StateEntry<T>> stream(String component, StateReader<T> reader) {
    StateNames.checkComponent(component);
    return rows.list(database.dsl(), component).map(reader::read);
  }

  @Override
  public <T> Stream<StateEntry<T>> listAll(Class<T> type) {
    StateReader<T> reader = json.reader(type);
    return rows.list(database.dsl(), null).map(reader::read);
  }

  @Override
  public <T> Stream<StateEntry<T>> updatedSince(Instant time, Class<T> type) {
    StateReader<T> reader = json.reader(type);
    Instant first = StoredTime.notBefore(time);
    return rows.updatedSince(database.dsl(), first).map(reader::read);
  }

  private static <T> StateEntry<T> written(
      String component, String key, @Nullable T value, OperationalStateRecord row) {
    return new StateEntry<>(component, key, value, row.getVersion(), row.getUpdatedAt());
  }
}
