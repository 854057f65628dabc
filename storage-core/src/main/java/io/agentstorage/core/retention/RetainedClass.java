// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

/**
 * A class of data of which some goes: rows of one meaning, or files of one stage. Thread-safe.
 *
 * <p>Whoever implements one holds to this: what was not sent, and is to be sent, is never selected, whatever the rule
 * says and however full the disk is; and what a {@link Purge} deletes is looked at again in the same transaction, so that
 * what became unsent meanwhile stays.
 */
public interface RetainedClass {

  /**
   * Its name, for policies and reports: the same always.
   *
   * @return lower case, such as {@code history}
   */
  String name();

  /**
   * What it is kept by where nobody said.
   *
   * @return the rule
   */
  RetentionRule defaultRule();

  /**
   * Whether it has only what other classes refer to, and so more of it goes after them.
   *
   * @return false unless a class says otherwise
   */
  default boolean clearsUp() {
    return false;
  }

  /**
   * Finds out what is to go. Nothing is changed.
   *
   * @param request what is asked for
   * @return what would go, and the means to let it go
   * @throws io.agentstorage.core.error.StorageException if that cannot be found out
   */
  Purge select(PurgeRequest request);
}
