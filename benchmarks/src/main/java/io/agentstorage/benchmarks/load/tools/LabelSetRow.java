// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code label_set}. */
@Entity
@Table(name = "label_set")
class LabelSetRow {
  @Nullable Long clusterId;
  @Id @Nullable Long id;
  byte @Nullable [] digest;
  @Nullable String labels;

  /** For the mapper. */
  LabelSetRow() {}

  LabelSetRow(@Nullable Object[] row) {
    clusterId = (Long) row[0];
    id = (Long) row[1];
    digest = (byte[]) row[2];
    labels = (String) row[3];
  }
}
