// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an answer, and where the next ones begin. Immutable.
 *
 * @param rows the rows, in the order of the query
 * @param next what gives the rows after these, null if there were none when this page was read
 * @param <T> the type of the rows
 */
public record Page<T>(List<T> rows, @Nullable PageToken next) {

  /** Copies the list. */
  public Page {
    rows = List.copyOf(rows);
  }
}
