// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import io.agentstorage.core.internal.SortedTags;
import io.agentstorage.core.spi.UnicodeText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of one Kubernetes resource. Immutable; the maps are unmodifiable and sorted by key.
 *
 * <p>A map that is null is absent, which is not the same as empty; both are stored and read back as they were. The id,
 * the two record times and the revision are given by the store: they are null in an object that was never stored.
 *
 * @param id the identity in the store
 * @param type the kind and its API group
 * @param namespace the namespace, null for a cluster-scoped resource
 * @param name the name
 * @param uid the uid that Kubernetes gave, if known
 * @param metricLabels the labels that go with metrics of this resource
 * @param labels the labels
 * @param annotations the annotations
 * @param recordCreated when the row was first stored
 * @param recordUpdated when the row last changed
 * @param sentAt when this revision was sent, null while it is still to be sent
 * @param revision 1 when created, one more with each change
 * @param changedBy who made the change that this revision is, if known: a user, or a field manager of Kubernetes. It is
 *     no content: that the same labels come from somebody else is no change
 */
public record ResourceTags(
    @Nullable ResourceId id,
    ResourceType type,
    @Nullable String namespace,
    String name,
    @Nullable String uid,
    @Nullable Map<String, String> metricLabels,
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> annotations,
    @Nullable Instant recordCreated,
    @Nullable Instant recordUpdated,
    @Nullable Instant sentAt,
    @Nullable Long revision,
    @Nullable String changedBy) {

  /**
   * Checks the key and copies the maps.
   *
   * @throws IllegalArgumentException if the name or the namespace is empty, or a text has half a surrogate pair
   * @throws NullPointerException if a map has a null key or value
   */
  public ResourceTags {
    namespace = new ResourceKey(type, namespace, name).namespace();
    UnicodeText.requireWhole("the uid of a resource", uid);
    UnicodeText.requireWhole("the name of who changed a resource", changedBy);
    metricLabels = sortedCopy(metricLabels);
    labels = sortedCopy(labels);
    annotations = sortedCopy(annotations);
  }

  /**
   * Starts a resource.
   *
   * @param type the kind and its API group
   * @param name the name
   * @return a builder with everything else absent
   */
  public static Builder builder(ResourceType type, String name) {
    return new Builder(type, name);
  }

  /**
   * What makes this resource unique within its cluster.
   *
   * @return the key
   */
  public ResourceKey key() {
    return new ResourceKey(type, namespace, name);
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder that has all of this object
   */
  public Builder toBuilder() {
    Builder builder = new Builder(type, name);
    builder.id = id;
    builder.namespace = namespace;
    builder.uid = uid;
    builder.metricLabels = metricLabels;
    builder.labels = labels;
    builder.annotations = annotations;
    builder.recordCreated = recordCreated;
    builder.recordUpdated = recordUpdated;
    builder.sentAt = sentAt;
    builder.revision = revision;
    builder.changedBy = changedBy;
    return builder;
  }

  private static @Nullable Map<String, String> sortedCopy(@Nullable Map<String, String> map) {
    if (map == null) {
      return null;
    }
    Map<String, String> copy = SortedTags.copyOf(map);
    copy.forEach(
        (key, value) -> {
          UnicodeText.requireWhole("a key of the labels or annotations of a resource", key);
          UnicodeText.requireWhole("a value of the labels or annotations of a resource", value);
        });
    return copy;
  }

  /** Collects the parts of a {@link ResourceTags}. Not thread-safe. */
  public static final class Builder {
    private final ResourceType type;
    private final String name;
    private @Nullable ResourceId id;
    private @Nullable String namespace;
    private @Nullable String uid;
    private @Nullable Map<String, String> metricLabels;
    private @Nullable Map<String, String> labels;
    private @Nullable Map<String, String> annotations;
    private @Nullable Instant recordCreated;
    private @Nullable Instant recordUpdated;
    private @Nullable Instant sentAt;
    private @Nullable Long revision;
    private @Nullable String changedBy;

    private Builder(ResourceType type, String name) {
      this.type = type;
      this.name = name;
    }

    /**
     * Sets the identity in the store.
     *
     * @param id the new value, null for none
     * @return this
     */
    public Builder id(@Nullable ResourceId id) {
      this.id = id;
      return this;
    }

    /**
     * Sets the namespace.
     *
     * @param namespace the new value, null for none
     * @return this
     */
    public Builder namespace(@Nullable String namespace) {
      this.namespace = namespace;
      return this;
    }

    /**
     * Sets the uid that Kubernetes gave.
     *
     * @param uid the new value, null for none
     * @return this
     */
    public Builder uid(@Nullable String uid) {
      this.uid = uid;
      return this;
    }

    /**
     * Sets the labels that go with metrics.
     *
     * @param metricLabels the new value, null for none
     * @return this
     */
    public Builder metricLabels(@Nullable Map<String, String> metricLabels) {
      this.metricLabels = metricLabels;
      return this;
    }

    /**
     * Sets the labels.
     *
     * @param labels the new value, null for none
     * @return this
     */
    public Builder labels(@Nullable Map<String, String> labels) {
      this.labels = labels;
      return this;
    }

    /**
     * Sets the annotations.
     *
     * @param annotations the new value, null for none
     * @return this
     */
    public Builder annotations(@Nullable Map<String, String> annotations) {
      this.annotations = annotations;
      return this;
    }

    /**
     * Sets when the row was first stored.
     *
     * @param recordCreated the new value, null for none
     * @return this
     */
    public Builder recordCreated(@Nullable Instant recordCreated) {
      this.recordCreated = recordCreated;
      return this;
    }

    /**
     * Sets when the row last changed.
     *
     * @param recordUpdated the new value, null for none
     * @return this
     */
    public Builder recordUpdated(@Nullable Instant recordUpdated) {
      this.recordUpdated = recordUpdated;
      return this;
    }

    /**
     * Sets when it was sent.
     *
     * @param sentAt the new value, null for none
     * @return this
     */
    public Builder sentAt(@Nullable Instant sentAt) {
      this.sentAt = sentAt;
      return this;
    }

    /**
     * Sets the revision.
     *
     * @param revision the new value, null for none
     * @return this
     */
    public Builder revision(@Nullable Long revision) {
      this.revision = revision;
      return this;
    }

    /**
     * Sets who made the change.
     *
     * @param changedBy the new value, null for none
     * @return this
     */
    public Builder changedBy(@Nullable String changedBy) {
      this.changedBy = changedBy;
      return this;
    }

    /**
     * Makes the resource.
     *
     * @return a new immutable object
     * @throws IllegalArgumentException if the name or the namespace is empty, or a text has half a surrogate pair
     */
    public ResourceTags build() {
      return new ResourceTags(
          id,
          type,
          namespace,
          name,
          uid,
          metricLabels,
          labels,
          annotations,
          recordCreated,
          recordUpdated,
          sentAt,
          revision,
          changedBy);
    }
  }
}
