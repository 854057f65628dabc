// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** How the label sets of a sample cluster repeat, which decides how much a store saves by keeping each set once. */
public enum LabelMix {
  /** As controllers make them: the pods of a replica set have the same labels, the objects of an application too. */
  SHARED,

  /**
   * No two objects have the same labels, the worst case: the label {@code app.kubernetes.io/instance} of each object is
   * its own, and an object that would have no labels has that one.
   */
  DISTINCT
}
