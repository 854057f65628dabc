// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;

/** What a class would let go, and the means to. Used by one thread at a time. */
public interface Purge {

  /**
   * What would go.
   *
   * @return the plan, as it was when this was selected
   */
  ClassPlan plan();

  /**
   * Lets some of it go, oldest first, in one transaction of its own. What has changed since it was selected stays if it
   * may no longer go.
   *
   * @param mostRows so many rows or files at the most, from 1
   * @return what went
   * @throws io.agentstorage.core.error.StorageException if it fails; nothing of this call is then gone, or, of files,
   *     some of them
   */
  Deleted delete(int mostRows);

  /**
   * What one call of {@link #delete} let go. Immutable.
   *
   * @param rows how many rows or files
   * @param bytes how many bytes; estimated where the plan's are
   * @param done whether nothing is left to go
   * @param held how long nobody else could write because of it
   */
  record Deleted(long rows, long bytes, boolean done, Duration held) {

    /**
     * Nothing went.
     *
     * @param done whether nothing is left to go
     * @return no rows, no bytes, no time
     */
    public static Deleted nothing(boolean done) {
      return new Deleted(0, 0, done, Duration.ZERO);
    }
  }
}
