// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The library's tables as Hibernate's users map them. Hibernate sets the fields. */
@SuppressWarnings("UnusedVariable")
final class Entities {
  private Entities() {}

  /** The primary key of a set. */
  record SetKey(int clusterId, long id) {}

  /** A set of labels. */
  @Entity(name = "LabelSet")
  @Table(name = "label_set")
  @IdClass(SetKey.class)
  static class LabelSet {
    @Id private int clusterId;
    @Id private long id;
    private @Nullable String labels;
  }

  /** A set of annotations. */
  @Entity(name = "AnnotationSet")
  @Table(name = "annotation_set")
  @IdClass(SetKey.class)
  static class AnnotationSet {
    @Id private int clusterId;
    @Id private long id;
    private byte @Nullable [] content;
  }

  /** A resource. */
  @Entity(name = "Resource")
  @Table(name = "resource_tags")
  static class Resource {
    @Id private byte @Nullable [] id;
    private int clusterId;
    private @Nullable String type;
    private @Nullable String namespace;
    private @Nullable String name;
    private @Nullable String uid;
    private @Nullable Long metricLabelsId;
    private @Nullable Long labelsId;
    private @Nullable Long annotationsId;
    private long recordCreated;
    private long recordUpdated;
    private @Nullable Long sentAt;
    private long revision;
    private @Nullable String changedBy;
  }
}
