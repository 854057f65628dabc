// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

/**
 * A state entry has another version than the one that was expected: somebody has changed, made or deleted it since.
 * Nothing was written.
 *
 * <p>It is not {@link #retryable()}: what expects the same version again fails again. Read the entry, decide anew, and
 * expect the version that was read. Inside one {@code Database.write} that reads and then compares, it does not happen.
 */
public final class VersionConflictException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final String component;
  private final String key;
  private final long expected;
  private final long actual;

  /**
   * A lost race.
   *
   * @param operation what was to be done, such as {@code "compareAndSet"}
   * @param component whose entry it is
   * @param key its key
   * @param expected the version that it was to have, 0 for none at all
   * @param actual the version that it has, 0 if it is not there
   */
  public VersionConflictException(
      String operation, String component, String key, long expected, long actual) {
    super(
        operation
            + " state "
            + component
            + "/"
            + key
            + ": "
            + (actual == 0 ? "it is not there" : "it has version " + actual)
            + (expected == 0
                ? ", and was expected not to be there"
                : ", and was expected to have version " + expected)
            + "; read it again and decide with what it says now",
        null);
    this.component = component;
    this.key = key;
    this.expected = expected;
    this.actual = actual;
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
   * The version that the caller expected.
   *
   * @return from 1, or 0 if it was not to be there
   */
  public long expected() {
    return expected;
  }

  /**
   * The version that it had when it was compared.
   *
   * @return from 1, or 0 if it was not there
   */
  public long actual() {
    return actual;
  }
}
