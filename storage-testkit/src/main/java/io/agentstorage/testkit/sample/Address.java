// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** Addresses of nodes and pods, and the node names that a cloud makes of them. */
final class Address {
  /** Each node has its own address below 10.0.0.0/8. */
  private static final long NODE_ADDRESSES = 1L << 24;

  private Address() {}

  static String nodeName(long seed, long index) {
    return "ip-10-" + dotted(node(seed, index), '-') + ".eu-central-1.compute.internal";
  }

  static String ofNode(long seed, long index) {
    return "10." + dotted(node(seed, index), '.');
  }

  /** An address of a pod network; two pods may happen to have the same one. */
  static String ofPod(long random) {
    return "100." + dotted(((random >>> 8) & 0x3FFFFF) | 0x400000, '.');
  }

  private static long node(long seed, long index) {
    return (Dice.mix(seed) + index * 0x9E3779) & (NODE_ADDRESSES - 1);
  }

  private static String dotted(long bits, char separator) {
    return "" + (bits >> 16 & 255) + separator + (bits >> 8 & 255) + separator + (bits & 255);
  }
}
