// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPausesTest {
  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(70);

  private static List<Duration> pauses(Retry retry, int tries) {
    return IntStream.range(0, 2000).mapToObj(i -> retry.pauseAfter(tries)).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40", "4, 70", "999, 70"})
  void thePausesAreRandomUpToALimitThatDoubles(int tries, int limitMillis) {
    Duration limit = Duration.ofMillis(limitMillis);

    // Of 2,000 evenly spread ones, that none is in a tenth has a chance of 10^-91.
    assertThat(pauses(Retry.upTo(1000).pauses(FIRST, LONGEST), tries))
        .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, limit))
        .anySatisfy(pause -> assertThat(pause).isGreaterThan(limit.multipliedBy(9).dividedBy(10)))
        .anySatisfy(pause -> assertThat(pause).isLessThan(limit.dividedBy(10)));
  }

  @Test
  void theFarthestPauseDoesNotOverflow() {
    Retry retry = Retry.upTo(Integer.MAX_VALUE).pauses(Duration.ofNanos(1), Duration.ofDays(1));

    assertThat(pauses(retry, Integer.MAX_VALUE))
        .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofDays(1)))
        .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofHours(12)));
    assertThat(
            Retry.upTo(9).pauses(Duration.ZERO, Duration.ofDays(1)).pauseAfter(Integer.MAX_VALUE))
        .isZero();
  }

  @Test
  void numbersOutOfTheirRangeAreRefused() {
    assertThatThrownBy(() -> Retry.upTo(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Retry.none().pauses(LONGEST, FIRST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Retry.none().pauses(FIRST, Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
