// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the rows of a query one after the other. */
public interface RowOutput extends AutoCloseable {

  /**
   * Prints one.
   *
   * @param values one for each column: null, Long, Double, String or byte[]
   * @throws IOException if the stream fails
   */
  void write(List<@Nullable Object> values) throws IOException;

  /** Ends the output. */
  @Override
  void close() throws IOException;
}
