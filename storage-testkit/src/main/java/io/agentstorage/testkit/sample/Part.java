// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** Keeps the random numbers of the parts apart: one number for each kind of part. */
final class Part {
  static final long NAMESPACE = 1;
  static final long APP = 2;
  static final long NODE = 3;
  static final long PLATFORM = 4;

  private Part() {}
}
