// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;

/** Prints metric samples one after the other. */
public interface SampleOutput extends AutoCloseable {

  /**
   * Prints one.
   *
   * @param sample the sample
   * @throws IOException if the stream fails
   */
  void write(MetricSample sample) throws IOException;

  /** Ends the output. */
  @Override
  void close() throws IOException;
}
