// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.core.model.ResourceTags;
import java.sql.SQLException;

/** Turns resources into rows of a schema. */
interface RowWriter extends AutoCloseable {
  void add(ResourceTags resource) throws SQLException;

  /** Hands over what was collected, parents first. */
  void flush() throws SQLException;

  @Override
  void close() throws SQLException;
}
