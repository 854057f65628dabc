// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LabelMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one contender did in one round. Immutable.
 *
 * @param contender who
 * @param mix of which labels
 * @param size how many resources
 * @param round from 1
 * @param problem why there is nothing measured, or not everything; null if all is well
 * @param measured the loads
 */
record Outcome(
    Contender contender,
    LabelMix mix,
    long size,
    int round,
    @Nullable String problem,
    List<Measurement> measured) {

  Outcome {
    measured = List.copyOf(measured);
  }

  @Nullable Measurement of(Phase phase) {
    return measured.stream().filter(one -> one.phase() == phase).findFirst().orElse(null);
  }

  /** Resources a second, 0 where it was not measured. */
  double rate(Phase phase) {
    Measurement measurement = of(phase);
    return measurement == null ? 0 : size / measurement.seconds();
  }
}
