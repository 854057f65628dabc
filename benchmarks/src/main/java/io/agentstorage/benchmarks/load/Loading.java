// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import java.nio.file.Path;
import java.sql.SQLException;

/** A contender that has a file open. */
interface Loading extends AutoCloseable {
  void load(LoadInput input, WriteMode mode) throws SQLException;

  @Override
  void close() throws SQLException;

  /** Opens a file that has its tables. */
  interface Opener {
    Loading open(Path file) throws SQLException;
  }
}
