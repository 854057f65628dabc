// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A file whose schema is current is opened and closed. The migration engine must not be loaded for that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OpenBenchmark {
  private Path file = Path.of("");

  /** Made by JMH. */
  public OpenBenchmark() {}

  /**
   * Looks for the file.
   *
   * @throws IOException if it cannot be made
   */
  @Setup
  public void find() throws IOException {
    file = Trial.files().library();
  }

  /** Opens and closes it. */
  @Benchmark
  public void openAndClose() {
    SqliteDatabase.open(file).close();
  }

  /** Fails if the migration engine was loaded. */
  @TearDown
  public void requireNoMigrationEngine() {
    if (!LoadedClasses.any("io.agentstorage.sqlite.")) {
      throw new IllegalStateException("the classes of this JVM cannot be told");
    }
    if (LoadedClasses.any("org.flywaydb.")) {
      throw new IllegalStateException(
          "the migration engine was loaded: a file that is up to date was migrated, or made here;"
              + " if it was made here, run this again");
    }
  }
}
