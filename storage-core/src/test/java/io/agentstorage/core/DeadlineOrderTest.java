// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineOrderTest {
  private final Deadline past = Deadline.after(Duration.ofSeconds(-1));
  private final Deadline later = Deadline.after(Duration.ofDays(1));
  private final Deadline latest = Deadline.after(Duration.ofDays(2));

  @Test
  void theSoonerOneIsTheOneThatPassesFirst() {
    assertThat(later.sooner(latest)).isSameAs(later);
    assertThat(latest.sooner(later)).isSameAs(later);
    assertThat(Deadline.none().sooner(later)).isSameAs(later);
    assertThat(later.sooner(Deadline.none())).isSameAs(later);
    assertThat(past.sooner(later)).isSameAs(past);
  }

  @Test
  void onlyWhatHasATimeThatIsOverHasPassed() {
    assertThat(past.passed()).isTrue();
    assertThat(past.remaining()).isZero();
    assertThat(later.passed()).isFalse();
    assertThat(later.remaining()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
    assertThat(Deadline.none().passed()).isFalse();
  }

  @Test
  void whatIsTooFarAwayToCountIsNone() {
    assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE))).isSameAs(Deadline.none());
    assertThat(Deadline.after(Duration.ofDays(365 * 100)).limited()).isTrue();
  }
}
