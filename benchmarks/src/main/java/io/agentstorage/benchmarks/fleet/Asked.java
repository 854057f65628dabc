// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.core.model.ResourceKey;
import java.util.List;

/**
 * A question with its parameters and its only right answer. Immutable.
 *
 * @param question what is asked
 * @param key of the resource, where one is asked for
 * @param label the key of a label, where one is asked for
 * @param value its value
 * @param rows how many rows there must be
 * @param expected which, in their order; empty where any will do
 */
record Asked(
    Question question,
    ResourceKey key,
    String label,
    String value,
    int rows,
    List<Found> expected) {

  Asked {
    expected = List.copyOf(expected);
  }

  /** Fails unless the answer is right. */
  void check(String who, List<Found> found) {
    if (found.size() != rows || (!expected.isEmpty() && !found.equals(expected))) {
      throw new IllegalStateException(
          who
              + " answered "
              + question
              + " of "
              + key
              + " with "
              + found
              + ", and not "
              + expected);
    }
  }
}
