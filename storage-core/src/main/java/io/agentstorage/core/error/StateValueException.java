// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A value of a state entry that cannot be written as JSON, is too large, or was stored and is not of the type that it is
 * read as. Nothing was written.
 */
public final class StateValueException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final String component;
  private final String key;
  private final String path;

  /**
   * A failure.
   *
   * @param component whose entry it is
   * @param key its key
   * @param path where in the value, see {@link #path()}
   * @param message operation, reason and cure
   * @param cause what was thrown below, if it does not quote the value; or null
   */
  public StateValueException(
      String component, String key, String path, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.component = component;
    this.key = key;
    this.path = path;
  }

  /**
   * A failure without a cause.
   *
   * @param component whose entry it is
   * @param key its key
   * @param path where in the value, see {@link #path()}
   * @param message operation, reason and cure
   */
  public StateValueException(String component, String key, String path, String message) {
    this(component, key, path, message, null);
  }

  /**
   * Whose entry it is.
   *
   * @return the component
   */
  public String component() {
    return component;
  }

  /**
   * Which entry of the component it is.
   *
   * @return the key
   */
  public String key() {
    return key;
  }

  /**
   * Where in the value the failure is, for people: as RFC 9535 (JSONPath) writes it, where long names are cut.
   *
   * @return such as {@code $.limits[2].cpu}; {@code $} is all of it
   */
  public String path() {
    return path;
  }
}
