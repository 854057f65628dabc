// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now;

  /**
   * A clock.
   *
   * @param start the time it shows
   */
  public TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /**
   * Moves it on.
   *
   * @param step how far
   * @return the time it now shows
   */
  public Instant advance(Duration step) {
    return Objects.requireNonNull(now.updateAndGet(time -> time.plus(step)));
  }

  /**
   * Sets it, also back.
   *
   * @param time the time it shows from now on
   */
  public void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
