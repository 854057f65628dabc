// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.agentstorage.core.model.ResourceId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives ids of new rows: UUIDs of version 7, each larger than the one before. Where the clock is set back they keep the
 * latest time (RFC 9562, section 6.2): the order of ids is the order in which rows were stored. The random source is set up with the first of them: it takes a tenth of a
 * second, and who only reads needs none. Thread-safe.
 */
public final class NewIds implements Supplier<ResourceId> {
  private final Clock clock;
  private final AtomicLong latest = new AtomicLong();
  private volatile @Nullable TimeBasedEpochGenerator generator;

  /**
   * Ids.
   *
   * @param clock their time; milliseconds count
   */
  public NewIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ResourceId get() {
    return new ResourceId(generator().generate());
  }

  private TimeBasedEpochGenerator generator() {
    TimeBasedEpochGenerator ready = generator;
    if (ready == null) {
      synchronized (this) {
        ready = generator;
        if (ready == null) {
          ready = Generators.timeBasedEpochGenerator(new SecureRandom(), millis());
          generator = ready;
        }
      }
    }
    return ready;
  }

  private UUIDClock millis() {
    return new UUIDClock() {
      @Override
      public long currentTimeMillis() {
        return latest.accumulateAndGet(clock.millis(), Math::max);
      }
    };
  }
}
