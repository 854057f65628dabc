// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import org.jspecify.annotations.Nullable;

/** The sets of labels and annotations of a resource. */
interface ResourceSetContents {

  /** Its metric labels, null if absent. */
  @Nullable LabelSetContent metricLabels();

  /** Its labels, null if absent. */
  @Nullable LabelSetContent labels();

  /** Its annotations, null if absent. */
  @Nullable AnnotationSetContent annotations();
}
