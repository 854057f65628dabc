// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the objects of a cluster as they are made and holds those of the part being made. Not thread-safe. */
final class Batch {
  private static final String INSTANCE = "app.kubernetes.io/instance";

  private final long seed;
  private final LabelMix mix;
  private final List<SampleObject> objects = new ArrayList<>();
  private long nextOrdinal;

  Batch(long seed, LabelMix mix) {
    this.seed = seed;
    this.mix = mix;
  }

  long seed() {
    return seed;
  }

  /** The {@link SampleObject#bits} of the object that is added next, where its tags need them. */
  long nextBits() {
    return SampleObject.bits(seed, nextOrdinal);
  }

  /** What was added since the last time. */
  List<SampleObject> take() {
    List<SampleObject> taken = List.copyOf(objects);
    objects.clear();
    return taken;
  }

  /** Adds a cluster-scoped object. */
  SampleObject add(
      SampleKind kind, String name, @Nullable Tags labels, @Nullable Tags annotations, Body body) {
    return add(kind, null, name, labels, annotations, null, body);
  }

  SampleObject add(
      SampleKind kind,
      @Nullable String namespace,
      String name,
      @Nullable Tags labels,
      @Nullable Tags annotations,
      Body body) {
    return add(kind, namespace, name, labels, annotations, null, body);
  }

  SampleObject add(
      SampleKind kind,
      @Nullable String namespace,
      String name,
      @Nullable Tags labels,
      @Nullable Tags annotations,
      @Nullable SampleObject owner,
      Body body) {
    long ordinal = nextOrdinal++;
    Tags own = mix == LabelMix.SHARED ? labels : distinct(labels, ordinal);
    SampleObject object =
        new SampleObject(seed, ordinal, kind, namespace, name, own, annotations, owner, body);
    objects.add(object);
    return object;
  }

  private static Tags distinct(@Nullable Tags labels, long ordinal) {
    return (labels == null ? Tags.EMPTY : labels).with(INSTANCE, "sample-" + ordinal);
  }
}
