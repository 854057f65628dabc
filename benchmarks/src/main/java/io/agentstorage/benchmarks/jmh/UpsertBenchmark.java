// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import io.agentstorage.benchmarks.JsonUpsert;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
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

/** One resource stored, in a transaction of its own that is on disk when it returns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class UpsertBenchmark {
  private static final int RESOURCES = 5_000;

  /** Which way. */
  @Param public UpsertWay way = UpsertWay.LIBRARY;

  private List<ResourceTags> resources = List.of();
  private @Nullable LibraryFile file;
  private @Nullable JsonUpsert json;
  private int next;

  /** Made by JMH. */
  public UpsertBenchmark() {}

  /**
   * Opens a copy of the file.
   *
   * @throws IOException if it cannot be made
   * @throws SQLException if the driver fails
   */
  @Setup
  public void open() throws IOException, SQLException {
    SampleFiles files = Trial.files();
    resources = files.some(RESOURCES);
    if (way == UpsertWay.LIBRARY) {
      file = LibraryFile.forWriting();
    } else {
      json = new JsonUpsert(files.copy(files.json(), "written-json.db"));
    }
  }

  /**
   * One that is stored as it is.
   *
   * @return what was stored
   * @throws SQLException if the driver fails
   */
  @Benchmark
  public Object upsertUnchanged() throws SQLException {
    return upsert(resources.get(next++ % RESOURCES));
  }

  /**
   * One that is stored with another label.
   *
   * @return what was stored
   * @throws SQLException if the driver fails
   */
  @Benchmark
  public Object upsertChanged() throws SQLException {
    String value = next / RESOURCES % 2 == 0 ? "one" : "two";
    return upsert(SampleFiles.relabel(resources.get(next++ % RESOURCES), value));
  }

  /**
   * One that is not stored yet, with the labels and annotations of one that is.
   *
   * @return what was stored
   * @throws SQLException if the driver fails
   */
  @Benchmark
  public Object upsertNew() throws SQLException {
    ResourceTags like = resources.get(next % RESOURCES);
    return upsert(
        ResourceTags.builder(ResourceType.POD, "new-" + next++)
            .namespace("benchmark")
            .labels(like.labels())
            .annotations(like.annotations())
            .build());
  }

  private Object upsert(ResourceTags resource) throws SQLException {
    if (file != null) {
      return file.store.upsert(resource);
    }
    requireNonNull(json).upsert(resource);
    return resource;
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
