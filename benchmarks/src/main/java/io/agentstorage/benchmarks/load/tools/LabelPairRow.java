// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code label_pair}. */
@Entity
@Table(name = "label_pair")
class LabelPairRow {
  @Nullable Long clusterId;
  @Id @Nullable Long id;
  @Nullable String labelKey;
  @Nullable String labelValue;

  /** For the mapper. */
  LabelPairRow() {}

  LabelPairRow(@Nullable Object[] row) {
    clusterId = (Long) row[0];
    id = (Long) row[1];
    labelKey = (String) row[2];
    labelValue = (String) row[3];
  }
}
