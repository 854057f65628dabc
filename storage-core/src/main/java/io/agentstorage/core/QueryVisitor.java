// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a query one after the other, so that any number of them needs no memory. It is called by one thread
 * only.
 *
 * @param <X> the checked exception it may throw; inferred as unchecked where it throws none
 */
public interface QueryVisitor<X extends Exception> {

  /**
   * Called once, before the first row and also where there is none.
   *
   * @param names the names of the columns, at least one; some may be the same
   * @throws X whatever the work throws, which ends the query
   */
  void columns(List<String> names) throws X;

  /**
   * Called for each row.
   *
   * @param values one for each column, null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}. On SQLite,
   *     what type a value has is its own matter and not the column's; what PostgreSQL has of other types comes as text
   * @return whether to go on; false ends the query
   * @throws X whatever the work throws, which ends the query
   */
  boolean row(List<@Nullable Object> values) throws X;
}
