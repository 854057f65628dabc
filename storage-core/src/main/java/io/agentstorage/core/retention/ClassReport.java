// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;

/**
 * What went of one class. Immutable.
 *
 * @param name the class
 * @param rows how many rows or files
 * @param bytes how many bytes, estimated where those of the plan are
 * @param chunks in how many transactions
 * @param longestChunk how long the longest of them took
 */
public record ClassReport(String name, long rows, long bytes, long chunks, Duration longestChunk) {

  /** Both together, for a class that is let go twice in one run. */
  ClassReport plus(ClassReport other) {
    return new ClassReport(
        name,
        rows + other.rows,
        bytes + other.bytes,
        chunks + other.chunks,
        longestChunk.compareTo(other.longestChunk) > 0 ? longestChunk : other.longestChunk);
  }
}
