// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows whose key is new and changes those whose key is not. For one database, used by one thread.
 *
 * @param insert inserts the new ones
 * @param update changes the others; null if there is nothing in them to change
 */
public record BulkUpsert(BulkInsert insert, @Nullable BulkUpdate update) {

  /**
   * Writes rows.
   *
   * @param tx a write transaction
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @param updating whether those whose key is stored are changed; else they are left, as {@link Effect#EXISTS}
   * @return what was done to each
   */
  public Effect[] run(DSLContext tx, List<@Nullable Object[]> rows, boolean updating) {
    int[] inserted = insert.run(tx, rows);
    Effect[] effects = new Effect[inserted.length];
    List<@Nullable Object[]> existing = new ArrayList<>();
    for (int i = 0; i < effects.length; i++) {
      effects[i] = inserted[i] == 1 ? Effect.INSERTED : Effect.EXISTS;
      if (inserted[i] != 1) {
        existing.add(rows.get(i));
      }
    }
    if (updating && !existing.isEmpty()) {
      int[] changed = update == null ? new int[existing.size()] : update.run(tx, existing);
      int at = 0;
      for (int i = 0; i < effects.length; i++) {
        if (effects[i] == Effect.EXISTS) {
          effects[i] = changed[at++] == 1 ? Effect.UPDATED : Effect.UNCHANGED;
        }
      }
    }
    return effects;
  }
}
