// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.model.ResourceTags;
import java.io.IOException;

/** Prints resources one after the other. */
public interface ResourceOutput extends AutoCloseable {

  /**
   * Prints one.
   *
   * @param resource the resource
   * @throws IOException if the stream fails
   */
  void write(ResourceTags resource) throws IOException;

  /** Ends the output. */
  @Override
  void close() throws IOException;
}
