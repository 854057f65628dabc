// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import io.agentstorage.core.model.OutboxEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** A batch of the outbox. As often as there are batches in it, and no longer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 50)
@Measurement(iterations = 100)
public class OutboxBenchmark {
  private static final int BATCH = 500;

  private @Nullable LibraryFile file;

  /** Made by JMH. */
  public OutboxBenchmark() {}

  /**
   * Opens a copy of the file, of which all is pending.
   *
   * @throws IOException if it cannot be made
   */
  @Setup
  public void open() throws IOException {
    file = LibraryFile.forWriting();
  }

  /**
   * Takes five hundred and acknowledges them.
   *
   * @return how many were marked as sent
   */
  @Benchmark
  public long outboxTakeAndAcknowledge500() {
    LibraryFile opened = requireNonNull(file);
    List<OutboxEntry> pending = opened.outbox.pending(BATCH, Long.MAX_VALUE);
    if (pending.size() != BATCH) {
      throw new IllegalStateException("the outbox has only " + pending.size() + " left");
    }
    return opened.outbox.acknowledge(pending, Instant.now());
  }

  /** Closes the file. */
  @TearDown
  public void close() {
    requireNonNull(file).close();
  }
}
