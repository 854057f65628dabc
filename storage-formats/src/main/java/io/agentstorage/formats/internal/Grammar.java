// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import org.jspecify.annotations.Nullable;

/** What the lines of a text format are. Not thread-safe. */
interface Grammar {
  /**
   * Reads a line.
   *
   * @param cursor at the start of the line
   * @param sample is filled, where the line has a sample
   * @return whether it has one
   */
  boolean line(Cursor cursor, SampleLine sample) throws Fault;

  /** What a line before has turned out to lack, once; null for nothing. */
  default @Nullable Fault takeEarlier() {
    return null;
  }

  /**
   * Called behind the last line.
   *
   * @param terminated whether that ended with a line feed
   */
  void end(boolean terminated) throws Fault;
}
