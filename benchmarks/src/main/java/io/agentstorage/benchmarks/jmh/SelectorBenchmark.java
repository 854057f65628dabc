// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** Resources by their labels: few of them, and a third of all; as they are, and as they were. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SelectorBenchmark {
  private static final String RARE = "app.kubernetes.io/instance";
  private static final int PAGE = 100;
  private static final int FEW = 50;
  private static final ResourceQuery BROAD = ResourceQuery.where(LabelSelector.parse("env=prod"));

  private @Nullable LibraryFile file;
  private @Nullable ResourceQuery rare;

  /** Made by JMH. */
  public SelectorBenchmark() {}

  /**
   * Opens the file and looks for a label that few resources have.
   *
   * @throws IOException if it cannot be made
   */
  @Setup
  public void open() throws IOException {
    LibraryFile opened = LibraryFile.forReading();
    file = opened;
    try (Stream<ResourceTags> all =
        opened.store.stream(ResourceQuery.where(LabelSelector.parse(RARE)))) {
      rare =
          all.map(resource -> requireNonNull(requireNonNull(resource.labels()).get(RARE)))
              .map(value -> ResourceQuery.where(LabelSelector.builder().equal(RARE, value).build()))
              .filter(query -> opened.store.count(query) < FEW)
              .findFirst()
              .orElseThrow();
    }
  }

  private ResourceStore store() {
    return requireNonNull(file).store;
  }

  /**
   * The first hundred of those that few match.
   *
   * @return the page
   */
  @Benchmark
  public Page<ResourceTags> selectorRareFirst100() {
    return store().page(requireNonNull(rare), PAGE, null);
  }

  /**
   * All of those that few match.
   *
   * @return them
   */
  @Benchmark
  public List<ResourceTags> selectorRareAll() {
    return store().findAll(requireNonNull(rare));
  }

  /**
   * The first hundred of a third of all.
   *
   * @return the page
   */
  @Benchmark
  public Page<ResourceTags> selectorThirdFirst100() {
    return store().page(BROAD, PAGE, null);
  }

  /**
   * A third of all.
   *
   * @return how many
   */
  @Benchmark
  public long selectorThirdAll() {
    try (Stream<ResourceTags> all = store().stream(BROAD)) {
      return all.mapToInt(resource -> 1).sum();
    }
  }

  /**
   * The first hundred as they were before some changed.
   *
   * @return the page
   */
  @Benchmark
  public Page<ResourceTags> asOfFirst100() {
    return store().asOf(SampleFiles.BETWEEN).page(ResourceQuery.all(), PAGE, null);
  }

  /**
   * The first hundred of a third, as they were before some changed.
   *
   * @return the page
   */
  @Benchmark
  public Page<ResourceTags> asOfThirdFirst100() {
    return store().asOf(SampleFiles.BETWEEN).page(BROAD, PAGE, null);
  }

  /** Closes the file. */
  @TearDown
  public void close() {
    requireNonNull(file).close();
  }
}
