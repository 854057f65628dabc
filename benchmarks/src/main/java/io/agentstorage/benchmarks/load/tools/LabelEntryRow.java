// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row of {@code label_entry}. */
@Entity
@Table(name = "label_entry")
@IdClass(LabelEntryRow.Key.class)
class LabelEntryRow {
  @Nullable Long clusterId;
  @Id @Nullable Long labelPairId;
  @Id @Nullable Long labelSetId;

  /** For the mapper. */
  LabelEntryRow() {}

  LabelEntryRow(@Nullable Object[] row) {
    clusterId = (Long) row[0];
    labelPairId = (Long) row[1];
    labelSetId = (Long) row[2];
  }

  /**
   * What a row is known by.
   *
   * @param labelPairId the label
   * @param labelSetId the set
   */
  record Key(Long labelPairId, Long labelSetId) implements Serializable {}
}
