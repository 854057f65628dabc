// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CancelledException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunksAheadTest {
  private static Chunk<String, String> chunk(long first) {
    return new Chunk<>(first, List.of(new BulkRow<>(first, "row", "row")), List.of(), 3);
  }

  private static ChunkSource<String, String> source(List<Chunk<String, String>> chunks) {
    Iterator<Chunk<String, String>> rest = chunks.iterator();
    return () -> rest.hasNext() ? rest.next() : null;
  }

  private static ChunkSource<String, String> cutOffAfterOneChunk() {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      if (asked.getAndIncrement() == 0) {
        return chunk(0);
      }
      throw new IllegalStateException("the file is cut off");
    };
  }

  @Test
  void chunksComeInTheirOrderAndThenNone() {
    try (ChunksAhead<String, String> ahead =
        new ChunksAhead<>(source(List.of(chunk(0), chunk(1), chunk(2))))) {
      for (long first = 0; first < 3; first++) {
        assertThat(Objects.requireNonNull(ahead.next()).first()).isEqualTo(first);
      }
      assertThat(ahead.next()).isNull();
      assertThat(ahead.next()).isNull();
    }
  }

  @Test
  void whatTheInputThrowsComesAfterTheChunksBeforeIt() {
    try (ChunksAhead<String, String> ahead = new ChunksAhead<>(cutOffAfterOneChunk())) {
      assertThat(ahead.next()).isNotNull();
      assertThatThrownBy(ahead::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the file is cut off");
    }
  }

  private static void pause() {
    assertThat(Thread.currentThread().isInterrupted()).as("too late").isFalse();
    LockSupport.parkNanos(100_000);
  }

  private static Chunk<String, String> awaitReady(ChunksAhead<String, String> ahead) {
    Chunk<String, String> ready = ahead.nextIfReady();
    while (ready == null) {
      pause();
      ready = ahead.nextIfReady();
    }
    return ready;
  }

  @Test
  void whoDoesNotWaitGetsTheNextChunkOnceItIsThere() throws InterruptedException {
    CountDownLatch given = new CountDownLatch(1);
    ChunkSource<String, String> source =
        () -> {
          try {
            given.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return chunk(7);
        };

    try (ChunksAhead<String, String> ahead = new ChunksAhead<>(source)) {
      assertThat(ahead.nextIfReady()).isNull();
      given.countDown();

      assertThat(awaitReady(ahead).first()).isEqualTo(7);
    }
  }

  @Test
  void whoDoesNotWaitMeetsNeitherTheEndNorAFailure() {
    try (ChunksAhead<String, String> ahead = new ChunksAhead<>(cutOffAfterOneChunk())) {
      awaitReady(ahead);
      while (!ahead.metItsEnd()) {
        pause();
        assertThat(ahead.nextIfReady()).isNull();
      }
      assertThat(ahead.nextIfReady()).isNull();

      assertThatThrownBy(ahead::next).hasMessage("the file is cut off");
    }
  }

  @Test
  void noMoreThanOneChunkIsMadeAhead() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(2);
    ChunkSource<String, String> source =
        () -> {
          second.countDown();
          return chunk(made.getAndIncrement());
        };

    try (ChunksAhead<String, String> ahead = new ChunksAhead<>(source)) {
      assertThat(ahead.next()).isNotNull();
      assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
      // The second waits to be taken; a third could only be begun after that.
      for (int i = 0; i < 1_000; i++) {
        assertThat(made.get()).isLessThanOrEqualTo(2);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theEndOfTheLoadInterruptsAnInputThatWaits() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ChunkSource<String, String> source =
        new ChunkSource<>() {
          @Override
          public @Nullable Chunk<String, String> next() {
            waiting.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            return null;
          }
        };

    try (ChunksAhead<String, String> ahead = new ChunksAhead<>(source)) {
      assertThat(ahead).isNotNull();
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptOfTheCallerEndsItsWaitAndIsKept() {
    try (ChunksAhead<String, String> ahead =
        new ChunksAhead<>(
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                // It is to end.
              }
              return null;
            })) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(ahead::next).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
