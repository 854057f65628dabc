// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import org.jooq.Field;
import org.jooq.Record;

/**
 * Stores many rows of one table, see {@link BulkLoad}. A row is found again by the primary key of the table; a row that
 * meets another unique key, or breaks any other rule of the table, is rejected. Of a record the columns that were set
 * are written: the others get their defaults where the row is new, and stay as they are where it is not. A row
 * without its key is rejected, also where the database would make one up. Of a record of
 * which none was set, such as one that was fetched, all are written. Values are stored as jOOQ's queries store them, by the
 * converter and the binding of their column.
 *
 * @param <R> the type of its records
 */
public interface TableBulkLoad<R extends Record> extends BulkLoad<R> {

  /**
   * The same for objects whose properties have the names of columns, found as jOOQ finds them. A value that is not of its
   * column's type is converted as jOOQ does, and the row is rejected where that would make it another.
   *
   * @param type their class
   * @param <P> their type
   * @return the load
   * @throws IllegalArgumentException if it is a class that has no properties, such as an array
   */
  <P> BulkLoad<P> pojos(Class<P> type);

  /**
   * The same for arrays of values. A value that is not of its column's type is converted as jOOQ does, and the row is
   * rejected where that is not possible, or would make it another.
   *
   * @param columns which column each element is for; the key among them
   * @return the load
   * @throws IllegalArgumentException if a column is not of this table or comes twice, or one of the key is missing
   */
  BulkLoad<Object[]> arrays(Field<?>... columns);
}
