// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.model.StateValue;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the components of an agent remember between runs: how far they are, what they have decided, who leads. Each entry
 * has a component, a key within it, a value and a version. Thread-safe. Each method is one transaction, or joins that of
 * its caller.
 *
 * <p>Values are written as JSON by Jackson and may be anything that it can write and read: records, maps, lists, texts,
 * numbers, null. Reading names the type; Jackson's {@code JsonNode} takes whatever there is. What is read must fit the
 * type: nothing is guessed, rounded or left out where it does not.
 *
 * <p>Components and keys are texts of 1 to {@value #MAX_NAME_LENGTH} characters without control characters; others are
 * an {@link IllegalArgumentException} of every method that takes one. A value has at most {@value #MAX_VALUE_BYTES} bytes
 * as JSON in UTF-8.
 */
public interface StateStore {
  /** How many characters ({@code char}s) a component and a key may have each. */
  int MAX_NAME_LENGTH = 253;

  /** How many bytes the JSON of a value may have in UTF-8. */
  int MAX_VALUE_BYTES = 1 << 20;

  /**
   * Reads an entry.
   *
   * @param component whose entry
   * @param key which one
   * @param type the type of its value; {@code JsonNode.class} for whatever it is
   * @param <T> that type
   * @return the entry, or nothing if it is not there
   * @throws io.agentstorage.core.error.StateValueException if the value does not fit the type
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Optional<StateEntry<T>> get(String component, String key, Class<T> type);

  /**
   * Reads an entry whose value has a type with parameters.
   *
   * @param component whose entry
   * @param key which one
   * @param type the type of its value, such as {@code new TypeReference<Map<String, Instant>>() {}}
   * @param <T> that type
   * @return the entry, or nothing if it is not there
   * @throws io.agentstorage.core.error.StateValueException if the value does not fit the type
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Optional<StateEntry<T>> get(String component, String key, TypeReference<T> type);

  /**
   * Sets an entry, whatever it was. Where it has the same value already, as JSON text, nothing is written: its version
   * and its time stay.
   *
   * @param component whose entry
   * @param key which one
   * @param value its value
   * @param <T> the type of the value
   * @return the entry as it is now: with version 1 if it is new, one more than before if it has changed
   * @throws io.agentstorage.core.error.StateValueException if the value cannot be written as JSON or is too large
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> StateEntry<T> put(String component, String key, @Nullable T value);

  /**
   * Sets many entries, each as {@link #put} would, see {@link BulkLoad}. What put would refuse to store is rejected. With
   * {@link ConflictPolicy#FAIL} an entry that is there already is rejected, with {@link ConflictPolicy#SKIP} it stays.
   *
   * @return the load, for any number of loads
   */
  BulkLoad<StateValue> bulk();

  /**
   * Sets an entry if it still has the version that its caller has seen. Of any number of callers that expect the same
   * version exactly one succeeds, also where the value is the same as before: the version rises with each success.
   *
   * <p>An entry that is deleted and made again begins with version 1 again, which one who has seen an earlier version 1
   * cannot tell. Where that matters, put null in place of deleting.
   *
   * @param component whose entry
   * @param key which one
   * @param expectedVersion the version that it must have, 0 if it must not be there
   * @param value its new value
   * @param <T> the type of the value
   * @return the entry as it is now, with the next version
   * @throws io.agentstorage.core.error.VersionConflictException if it has another version
   * @throws IllegalArgumentException if the version is less than 0
   * @throws io.agentstorage.core.error.StateValueException if the value cannot be written as JSON or is too large
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> StateEntry<T> compareAndSet(
      String component, String key, long expectedVersion, @Nullable T value);

  /**
   * Deletes an entry, whatever it is.
   *
   * @param component whose entry
   * @param key which one
   * @return false if it was not there
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  boolean delete(String component, String key);

  /**
   * Deletes an entry if it still has the version that its caller has seen.
   *
   * @param component whose entry
   * @param key which one
   * @param expectedVersion the version that it must have, from 1
   * @throws io.agentstorage.core.error.VersionConflictException if it has another version or is not there
   * @throws IllegalArgumentException if the version is less than 1
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  void delete(String component, String key, long expectedVersion);

  /**
   * The entries of a component, in the order of the bytes of their keys in UTF-8. They are read while the stream is; a
   * value that does not fit the type fails there.
   *
   * @param component whose entries
   * @param type the type of all their values; {@code JsonNode.class} for whatever they are
   * @param <T> that type
   * @return the entries; to be closed
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Stream<StateEntry<T>> list(String component, Class<T> type);

  /**
   * The entries of a component whose values have a type with parameters, as {@link #list(String, Class)}.
   *
   * @param component whose entries
   * @param type the type of all their values
   * @param <T> that type
   * @return the entries; to be closed
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Stream<StateEntry<T>> list(String component, TypeReference<T> type);

  /**
   * The entries of all components, in the order of component and key, as {@link #list(String, Class)}.
   *
   * @param type the type of all their values; {@code JsonNode.class} for whatever they are
   * @param <T> that type
   * @return the entries; to be closed
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Stream<StateEntry<T>> listAll(Class<T> type);

  /**
   * The entries of all components that have changed since some time, those that changed first before others. An entry is
   * there once, as it is now; deleted ones leave no trace and are not seen.
   *
   * <p>Times are those of the clock of whoever wrote, so that one whose clock is late may write a time that is past
   * already: who asks again and again should ask from somewhat before the last time seen, and know entries by their
   * versions.
   *
   * @param time the first instant, itself included
   * @param type the type of all their values; {@code JsonNode.class} for whatever they are
   * @param <T> that type
   * @return the entries; to be closed
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T> Stream<StateEntry<T>> updatedSince(Instant time, Class<T> type);
}
