// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private long now;
  private long paused;

  private final Turns turns =
      new Turns(
          () -> now,
          nanos -> {
            // As a thread that is woken early.
            long slept = (nanos + 1) / 2;
            now += slept;
            paused += slept;
          });

  private Duration pauseAfter(Duration work, Duration input) {
    paused = 0;
    now += work.toNanos();
    turns.committed();
    now += input.toNanos();
    turns.give();
    return Duration.ofNanos(paused);
  }

  @Test
  void aLoadOfLessThanASecondDoesNotPause() {
    for (int commit = 0; commit < 8; commit++) {
      assertThat(pauseAfter(Duration.ofMillis(100), Duration.ZERO)).isZero();
    }
  }

  @Test
  void whoeverLooksAsOftenAsThisLibraryHasATurnEachSecond() {
    assertThat(pauseAfter(Duration.ofSeconds(1), Duration.ZERO)).isEqualTo(Turns.SHORT);
    assertThat(pauseAfter(Duration.ofMillis(100), Duration.ZERO)).isZero();
    assertThat(pauseAfter(Duration.ofSeconds(1), Duration.ZERO)).isEqualTo(Turns.SHORT);
    assertThat(Turns.SHORT).isGreaterThan(Stopper.LONGEST_PAUSE);
  }

  @Test
  void whoeverLooksEachTenthOfASecondHasATurnBeforeFiveSecondsAreOver() {
    Duration most = Duration.ZERO;
    Duration since = Duration.ZERO;
    for (int commit = 0; commit < 30; commit++) {
      Duration pause = pauseAfter(Duration.ofSeconds(1), Duration.ZERO);
      since = since.plusSeconds(1).plus(pause);
      if (pause.compareTo(Duration.ofMillis(100)) > 0) {
        most = since.compareTo(most) > 0 ? since : most;
        since = Duration.ZERO;
      }
    }

    assertThat(most).isPositive().isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void theTimeThatTheInputTakesIsAPause() {
    assertThat(pauseAfter(Duration.ofSeconds(1), Duration.ofMillis(2)))
        .isEqualTo(Turns.SHORT.minusMillis(2));
    assertThat(pauseAfter(Duration.ofSeconds(3), Duration.ofSeconds(2))).isZero();
    assertThat(pauseAfter(Duration.ofMillis(100), Duration.ZERO)).isZero();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();

    assertThat(pauseAfter(Duration.ofSeconds(5), Duration.ZERO)).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }
}
