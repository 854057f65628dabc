// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of the peer. */
@Entity
@Table(name = "resource_tags")
class PeerRow {
  @Id @Nullable String id;
  @Nullable String type;
  @Nullable String name;
  @Nullable String namespace;
  @Nullable String metricLabels;
  @Nullable String labels;
  @Nullable String annotations;
  @Nullable Long recordCreated;
  @Nullable Long recordUpdated;
  @Nullable Long sentAt;
  @Nullable Long size;

  /** For the mapper. */
  PeerRow() {}

  PeerRow(@Nullable Object[] row) {
    id = (String) row[0];
    type = (String) row[1];
    name = (String) row[2];
    namespace = (String) row[3];
    metricLabels = (String) row[4];
    labels = (String) row[5];
    annotations = (String) row[6];
    recordCreated = (Long) row[7];
    recordUpdated = (Long) row[8];
    sentAt = (Long) row[9];
    size = (Long) row[10];
  }
}
