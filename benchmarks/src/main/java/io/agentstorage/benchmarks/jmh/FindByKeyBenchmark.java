// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

/** One resource by its key, all of it, typed: ten thousand of them in an order by chance, again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class FindByKeyBenchmark {
  private static final int KEYS = 10_000;

  /** Which way. */
  @Param public LookupWay way = LookupWay.LIBRARY;

  private List<ResourceKey> keys = List.of();
  private @Nullable KeyLookup lookup;
  private int next;

  /** Made by JMH. */
  public FindByKeyBenchmark() {}

  /**
   * Opens the file.
   *
   * @throws IOException if it cannot be made
   * @throws SQLException if the driver fails
   */
  @Setup
  public void open() throws IOException, SQLException {
    SampleFiles files = Trial.files();
    keys = new ArrayList<>(files.keys(KEYS));
    Collections.shuffle(keys, new Random(1));
    lookup = way.open(files);
  }

  /**
   * Finds the next one.
   *
   * @return the resource
   * @throws SQLException if the driver fails
   */
  @Benchmark
  public ResourceTags findByKey() throws SQLException {
    next = next + 1 == KEYS ? 0 : next + 1;
    return requireNonNull(requireNonNull(lookup).find(keys.get(next)));
  }

  /**
   * Closes the file.
   *
   * @throws SQLException if the driver fails
   */
  @TearDown
  public void close() throws SQLException {
    requireNonNull(lookup).close();
  }
}
