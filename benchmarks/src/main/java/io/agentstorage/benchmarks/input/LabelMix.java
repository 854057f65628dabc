// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.input;

/** How many resources have the same labels. */
public enum LabelMix {
  /** The 20 resources of a workload share their labels, as pods of one template do. */
  SHARED,

  /** One label of the 8 is of this resource only, so that no two sets are equal. */
  DISTINCT
}
