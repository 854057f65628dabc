// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.load.tools.WriteMode;
import java.util.Locale;

/** The loads of one run, in their order, each into the file that the one before has left. */
enum Phase {
  FIRST(WriteMode.INSERT),
  UNCHANGED(WriteMode.UPSERT),
  CHANGED(WriteMode.UPSERT);

  private final WriteMode mode;

  Phase(WriteMode mode) {
    this.mode = mode;
  }

  WriteMode mode() {
    return mode;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
