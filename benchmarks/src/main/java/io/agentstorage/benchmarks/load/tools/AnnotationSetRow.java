// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code annotation_set}. */
@Entity
@Table(name = "annotation_set")
class AnnotationSetRow {
  @Nullable Long clusterId;
  @Id @Nullable Long id;
  byte @Nullable [] digest;
  @Nullable Long bytes;
  byte @Nullable [] content;

  /** For the mapper. */
  AnnotationSetRow() {}

  AnnotationSetRow(@Nullable Object[] row) {
    clusterId = (Long) row[0];
    id = (Long) row[1];
    digest = (byte[]) row[2];
    bytes = (Long) row[3];
    content = (byte[]) row[4];
  }
}
