// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
  private long now;
  private long paused;
  private long others;

  private final Turns turns =
      new Turns(
          () -> others,
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

  @ParameterizedTest
  @ValueSource(longs = {130, 1_000, 1_100, 2_500})
  void whoeverLooksEachTenthOfASecondHasATurnBeforeFiveSecondsAreOver(long commitMillis) {
    Duration most = Duration.ZERO;
    Duration since = Duration.ZERO;
    int turns = 0;
    for (int commit = 0; commit < 200; commit++) {
      Duration pause = pauseAfter(Duration.ofMillis(commitMillis), Duration.ZERO);
      since = since.plusMillis(commitMillis);
      most = since.compareTo(most) > 0 ? since : most;
      since = since.plus(pause);
      if (pause.compareTo(Duration.ofMillis(100)) > 0) {
        turns++;
        since = Duration.ZERO;
      }
    }

    assertThat(turns).isPositive();
    assertThat(most).isLessThan(Duration.ofMillis(4_500));
  }

  @Test
  void aThreadThatWroteMayGoOnForAnEighthOfTheTimeThatTheLoadHasWorked() {
    assertThat(pauseAfter(Duration.ofMillis(160), Duration.ZERO)).isZero();
    others++;
    assertThat(pauseAfter(Duration.ofMillis(160), Duration.ZERO)).isEqualTo(Duration.ofMillis(20));
    assertThat(pauseAfter(Duration.ofMillis(160), Duration.ZERO)).isZero();
    others++;
    assertThat(pauseAfter(Duration.ofMillis(8), Duration.ZERO)).isEqualTo(Turns.SHORT);
  }

  @Test
  void theTimeThatTheInputTakesIsAPause() {
    assertThat(pauseAfter(Duration.ofSeconds(1), Duration.ofMillis(2)))
        .isEqualTo(Turns.SHORT.minusMillis(2));
    assertThat(pauseAfter(Duration.ofMillis(900), Duration.ofSeconds(2))).isZero();
    assertThat(pauseAfter(Duration.ofMillis(100), Duration.ZERO)).isZero();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();

    assertThat(pauseAfter(Duration.ofSeconds(5), Duration.ZERO)).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }
}
