// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of a sample cluster: its tags at once, its whole manifest when asked. Immutable, so safe to share between
 * threads; the same seed and ordinal give the same object always.
 */
public final class SampleObject {
  /** 2025-03-01T00:00:00Z; fixed, because a clock would make each run different. */
  private static final long FIRST_CREATED = 1_740_787_200L;

  private static final int DAY = 86_400;

  private final long seed;
  private final long ordinal;
  private final SampleKind kind;
  private final @Nullable String namespace;
  private final String name;
  private final @Nullable Tags labels;
  private final @Nullable Tags annotations;
  private final @Nullable SampleObject owner;
  private final Body body;

  SampleObject(
      long seed,
      long ordinal,
      SampleKind kind,
      @Nullable String namespace,
      String name,
      @Nullable Tags labels,
      @Nullable Tags annotations,
      @Nullable SampleObject owner,
      Body body) {
    this.seed = seed;
    this.ordinal = ordinal;
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
    this.labels = labels;
    this.annotations = annotations;
    this.owner = owner;
    this.body = body;
  }

  /**
   * The place in the cluster, which is also the place in the stream.
   *
   * @return a number from 0, one more for each object
   */
  public long ordinal() {
    return ordinal;
  }

  /**
   * The kind and its API group.
   *
   * @return the type
   */
  public ResourceType type() {
    return kind.type();
  }

  /**
   * The namespace.
   *
   * @return the namespace, null for a cluster-scoped object
   */
  public @Nullable String namespace() {
    return namespace;
  }

  /**
   * The name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The uid that Kubernetes would have given.
   *
   * @return the text of a UUID, different for each object
   */
  public String uid() {
    return Text.uuid(seed, ordinal);
  }

  /**
   * What a store keeps of this object.
   *
   * @return a new object that no store has seen: no id, no record times; its maps are its own, shared with no other
   */
  public ResourceTags tags() {
    return ResourceTags.builder(kind.type(), name)
        .namespace(namespace)
        .uid(uid())
        .labels(labels)
        .annotations(annotations)
        .build();
  }

  /**
   * Writes the whole manifest as one JSON object, the fields in the order in which kubectl prints them.
   *
   * @param json where to; the caller flushes and closes it
   * @throws IOException if it cannot be written to
   */
  public void writeTo(JsonGenerator json) throws IOException {
    body.of(this)
        .and("apiVersion", kind.apiVersion(), "kind", kind.kind(), "metadata", metadata())
        .write(json);
  }

  /** The manifest's type and name, as in {@code Pod shop-prod/web-0}. */
  @Override
  public String toString() {
    return kind.type() + " " + (namespace == null ? name : namespace + "/" + name);
  }

  SampleKind kind() {
    return kind;
  }

  @Nullable Tags labels() {
    return labels;
  }

  /** Bits that are this object's own, for details that differ from one to the next. */
  long bits() {
    return bits(seed, ordinal);
  }

  static long bits(long seed, long ordinal) {
    return Dice.mix(Dice.mix(seed + 0x5DEECE66DL) ^ ordinal);
  }

  /** When it was created: after what owns it. */
  String created() {
    return Instant.ofEpochSecond(createdSecond()).toString();
  }

  private long createdSecond() {
    return owner == null
        ? FIRST_CREATED + Dice.below(bits(), 200 * DAY)
        : owner.createdSecond() + Dice.below(bits(), 20 * DAY);
  }

  private Fields metadata() {
    Fields fields =
        Fields.of(
            "creationTimestamp",
            created(),
            "name",
            name,
            "resourceVersion",
            Long.toString(100_000 + ordinal * 7 + Dice.below(bits(), 7)),
            "uid",
            uid());
    if (namespace != null) {
      fields = fields.and("namespace", namespace);
    }
    if (labels != null) {
      fields = fields.and("labels", labels);
    }
    if (annotations != null) {
      fields = fields.and("annotations", annotations);
    }
    return owner == null ? fields : fields.and("ownerReferences", List.of(reference(owner)));
  }

  private static Fields reference(SampleObject owner) {
    Fields fields =
        Fields.of(
            "apiVersion",
            owner.kind.apiVersion(),
            "kind",
            owner.kind.kind(),
            "name",
            owner.name,
            "uid",
            owner.uid());
    return owner.kind == SampleKind.NODE
        ? fields
        : fields.and("blockOwnerDeletion", true, "controller", true);
  }
}
