// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.metric.MetricSample;
import java.util.function.Consumer;

/**
 * Where metric samples go before they are deleted from a database. Used by one thread at a time, outside of transactions
 * that write.
 *
 * <p>What is written is read back and compared before anything is deleted, so that an archive need not be believed. Its
 * parts are named by the caller, never twice for different samples. Samples have no id there ({@link MetricSample#id} is
 * null).
 */
public interface SampleArchive {

  /**
   * Writes a part. When this returns it is complete and on the disk, and survives a loss of power; when it throws there
   * is none of this name. What an earlier run has left behind under the name is replaced.
   *
   * @param part its name: letters, digits and hyphens
   * @param samples gives each sample to what it is given, once
   * @throws io.agentstorage.core.error.StorageException if it cannot be written
   */
  void write(String part, SampleSource samples);

  /**
   * Reads a part, in the order in which it was written.
   *
   * @param part its name
   * @param reader is given each sample
   * @throws io.agentstorage.core.error.StorageException if it is not there, or damaged
   */
  void read(String part, Consumer<MetricSample> reader);

  /**
   * Removes a part, complete or not. Removing what is not there does nothing.
   *
   * @param part its name
   * @throws io.agentstorage.core.error.StorageException if it cannot be removed
   */
  void discard(String part);

  /** The samples of a part. They come as they are read, so that few of them are in memory. */
  @FunctionalInterface
  interface SampleSource {

    /**
     * Gives all samples.
     *
     * @param writer is given each; what it throws comes out
     */
    void forEach(Consumer<MetricSample> writer);
  }
}
