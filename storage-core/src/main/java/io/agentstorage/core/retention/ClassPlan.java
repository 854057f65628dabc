// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would go of one class. Immutable.
 *
 * @param name the class
 * @param rows how many rows or files, counted
 * @param bytes how many bytes
 * @param bytesMeasured whether the bytes were measured, as those of files are; else they are estimated from the number
 *     of rows and what a row of this kind takes with its indexes on average
 * @param oldest the time of the oldest of them; null if there is none, or they have no time
 * @param newest the time of the newest of them; null if there is none, or they have no time
 * @param cutoff everything before it goes that may; null where age decides nothing
 * @param why which limit decides, for people
 */
public record ClassPlan(
    String name,
    long rows,
    long bytes,
    boolean bytesMeasured,
    @Nullable Instant oldest,
    @Nullable Instant newest,
    @Nullable Instant cutoff,
    String why) {

  /**
   * Nothing goes.
   *
   * @param name the class
   * @param why why not, for people
   * @return the plan
   */
  public static ClassPlan nothing(String name, String why) {
    return new ClassPlan(name, 0, 0, true, null, null, null, why);
  }
}
