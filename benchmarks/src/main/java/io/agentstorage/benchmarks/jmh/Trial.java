// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.benchmarks.SampleFiles;
import java.nio.file.Path;

/** What each fork is given by {@link Operations}. */
final class Trial {
  static final String FOLDER = "agentstorage.benchmarks.folder";
  static final String SIZE = "agentstorage.benchmarks.size";

  private Trial() {}

  /** The sample; without the settings of a run, a hundred thousand resources in target. */
  static SampleFiles files() {
    return new SampleFiles(
        Path.of(System.getProperty(FOLDER, "target/operations")), Long.getLong(SIZE, 100_000));
  }
}
