// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds resources by their key, with one library and what it keeps open between two calls. For one thread. */
interface KeyLookup extends AutoCloseable {

  @Nullable ResourceTags find(ResourceKey key) throws SQLException;

  @Override
  void close() throws SQLException;
}
