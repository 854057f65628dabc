// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would let go. Immutable.
 *
 * @param classes what of each class, in the order of the run
 * @param space what the store takes now; null where there is no budget and nobody asked
 */
public record RetentionPlan(List<ClassPlan> classes, @Nullable OwnSpace space) {

  /** Copies the list. */
  public RetentionPlan {
    classes = List.copyOf(classes);
  }

  /**
   * How much would go.
   *
   * @return rows and files of all classes
   */
  public long rows() {
    return classes.stream().mapToLong(ClassPlan::rows).sum();
  }

  /**
   * How much would go.
   *
   * @return bytes of all classes, some of them estimated
   */
  public long bytes() {
    return classes.stream().mapToLong(ClassPlan::bytes).sum();
  }
}
