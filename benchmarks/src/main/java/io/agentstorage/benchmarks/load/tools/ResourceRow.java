// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code resource_tags}. */
@Entity
@Table(name = "resource_tags")
class ResourceRow {
  @Nullable Long clusterId;
  @Id byte @Nullable [] id;
  @Nullable String type;
  @Nullable String namespace;
  @Nullable String name;
  @Nullable Long labelsId;
  @Nullable Long annotationsId;
  @Nullable Long recordCreated;
  @Nullable Long recordUpdated;
  @Nullable Long sentAt;
  @Nullable Long revision;

  /** For the mapper. */
  ResourceRow() {}

  ResourceRow(@Nullable Object[] row) {
    clusterId = (Long) row[0];
    id = (byte[]) row[1];
    type = (String) row[2];
    namespace = (String) row[3];
    name = (String) row[4];
    labelsId = (Long) row[5];
    annotationsId = (Long) row[6];
    recordCreated = (Long) row[7];
    recordUpdated = (Long) row[8];
    sentAt = (Long) row[9];
    revision = (Long) row[10];
  }
}
