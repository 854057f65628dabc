// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.Database;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jooq.DSLContext;

/**
 * What a transaction deleted, and how long it was, from when it had its turn to the end of its commit: what it waited
 * before is not its own. Immutable.
 *
 * @param rows what the block gave
 * @param held how long nobody else could write
 */
public record TimedWrite(long rows, Duration held) {

  /**
   * Runs a transaction.
   *
   * @param database the database
   * @param block deletes rows and says how many
   * @return how many, and how long it took
   */
  public static TimedWrite of(Database database, ToLongFunction<DSLContext> block) {
    long[] began = {System.nanoTime()};
    long rows =
        database.write(
            tx -> {
              began[0] = System.nanoTime();
              return block.applyAsLong(tx);
            });
    return new TimedWrite(rows, Duration.ofNanos(System.nanoTime() - began[0]));
  }

  /**
   * The same as a {@link Purge} says it.
   *
   * @param rowBytes what a row takes
   * @param done whether nothing is left to go
   * @return what went
   */
  public Purge.Deleted deleted(long rowBytes, boolean done) {
    return new Purge.Deleted(rows, rows * rowBytes, done, held);
  }
}
