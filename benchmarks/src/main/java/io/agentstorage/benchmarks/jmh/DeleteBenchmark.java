// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import io.agentstorage.benchmarks.JsonUpsert;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceKey;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One resource deleted by its key, in a transaction of its own that is on disk when it returns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DeleteBenchmark {
  /** Which way. */
  @Param public UpsertWay way = UpsertWay.LIBRARY;

  private List<ResourceKey> keys = List.of();
  private @Nullable LibraryFile file;
  private @Nullable JsonUpsert json;
  private int next;

  /** Made by JMH. */
  public DeleteBenchmark() {}

  /**
   * Opens a copy of the file.
   *
   * @throws IOException if it cannot be made
   * @throws SQLException if the driver fails
   */
  @Setup
  public void open() throws IOException, SQLException {
    SampleFiles files = Trial.files();
    keys = files.keys((int) files.size());
    if (way == UpsertWay.LIBRARY) {
      file = LibraryFile.forWriting();
    } else {
      json = new JsonUpsert(files.copy(files.json(), "written-json.db"));
    }
  }

  /**
   * The next one; the library gives it back, and keeps its history and its end.
   *
   * @return which it was
   * @throws SQLException if the driver fails
   */
  @Benchmark
  public ResourceKey deleteByKey() throws SQLException {
    ResourceKey key = keys.get(next++);
    boolean deleted =
        file == null
            ? requireNonNull(json).delete(key)
            : file.store.delete(key, "benchmark").isPresent();
    if (!deleted) {
      throw new IllegalStateException(key + " was not there");
    }
    return key;
  }

  /**
   * Closes the file.
   *
   * @throws SQLException if the driver fails
   */
  @TearDown
  public void close() throws SQLException {
    if (file != null) {
      file.close();
    }
    if (json != null) {
      json.close();
    }
  }
}
