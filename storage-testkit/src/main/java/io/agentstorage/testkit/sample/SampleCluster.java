// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A believable Kubernetes cluster of any size: namespaces of teams, nodes, workloads and the pods that their controllers
 * made, more than seventy kinds in all, custom resources included.
 *
 * <p>The same seed, size and mix give the same objects in the same order, byte for byte, on every machine and JDK. A
 * smaller cluster is the beginning of a larger one. No type, namespace and name come twice. Objects are made while they
 * are read; memory does not grow with the size.
 *
 * <p>Some namespaces have no {@code team} label, some objects no labels or annotations at all, some empty ones, and some
 * an annotation of several kilobytes: what a store meets in practice.
 *
 * @param seed chooses the cluster
 * @param size how many objects it has, from 0 to {@link #MAX_SIZE}
 * @param mix how its label sets repeat
 */
public record SampleCluster(long seed, long size, LabelMix mix) implements Iterable<SampleObject> {

  /** Well beyond this many objects the addresses of nodes and the suffixes of pods would begin to repeat. */
  public static final long MAX_SIZE = 1_000_000_000;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is negative or above {@link #MAX_SIZE}
   */
  public SampleCluster {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a sample cluster has 0 to " + MAX_SIZE + " objects, not " + size);
    }
  }

  /**
   * A cluster in which label sets repeat as they do in real ones.
   *
   * @param seed chooses the cluster
   * @param size how many objects it has
   * @return the cluster
   * @throws IllegalArgumentException if the size is negative or above {@link #MAX_SIZE}
   */
  public static SampleCluster of(long seed, long size) {
    return new SampleCluster(seed, size, LabelMix.SHARED);
  }

  /**
   * Starts from the first object.
   *
   * @return a new iterator, to be used by one thread at a time
   */
  @Override
  public Iterator<SampleObject> iterator() {
    return new SampleIterator(seed, size, mix);
  }

  /**
   * The objects in order.
   *
   * @return a new sequential stream
   */
  public Stream<SampleObject> stream() {
    int properties = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliterator(iterator(), size, properties), false);
  }
}
