// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageTrendTest {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");

  private static Instant hour(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  @Test
  void whatGrowsEvenlyIsFullWhenTheRestIsUsed() {
    UsageTrend trend = UsageTrend.none();
    for (int i = 0; i < 10; i++) {
      trend = trend.plus(hour(i), 1_000 + 100 * i);
    }

    assertThat(trend.bytesPerDay().getAsDouble()).isBetween(2_399.9, 2_400.1);
    assertThat(trend.timeToFull(1_900, 4_300).orElseThrow())
        .isBetween(Duration.ofDays(1).minusSeconds(1), Duration.ofDays(1).plusSeconds(1));
    assertThat(trend.timeToFull(4_300, 4_300)).contains(Duration.ZERO);
  }

  @Test
  void aLineGoesThroughWhatIsUneven() {
    UsageTrend trend =
        UsageTrend.none()
            .plus(hour(0), 0)
            .plus(hour(24), 200)
            .plus(hour(48), 100)
            .plus(hour(72), 300);

    assertThat(trend.bytesPerDay().getAsDouble()).isBetween(79.9, 80.1);
  }

  @Test
  void whatDoesNotGrowIsNeverFull() {
    UsageTrend shrinking = UsageTrend.none().plus(hour(0), 500).plus(hour(1), 400);
    UsageTrend one = UsageTrend.none().plus(hour(0), 500);
    UsageTrend slow = UsageTrend.none().plus(hour(0), 500).plus(hour(240), 501);

    assertThat(shrinking.timeToFull(400, 1_000)).isEmpty();
    assertThat(shrinking.bytesPerDay().getAsDouble()).isNegative();
    assertThat(one.bytesPerDay()).isEmpty();
    assertThat(one.timeToFull(500, 1_000)).isEmpty();
    assertThat(slow.timeToFull(501, 1_000_000)).isEmpty();
  }

  @Test
  void onlyTheLatestAreKeptAndNoneFromTheFuture() {
    UsageTrend trend = UsageTrend.none();
    for (int i = 0; i < 1_000; i++) {
      trend = trend.plus(hour(i), i);
    }
    assertThat(trend.points()).hasSize(UsageTrend.MOST_POINTS);
    assertThat(trend.points().get(0).bytes()).isEqualTo(1_000 - UsageTrend.MOST_POINTS);

    UsageTrend setBack = trend.plus(hour(990), 7);

    assertThat(setBack.points().get(setBack.points().size() - 1).bytes()).isEqualTo(7);
    assertThat(setBack.points())
        .extracting(UsageTrend.Point::at)
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
