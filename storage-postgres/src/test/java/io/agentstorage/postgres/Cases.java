// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

/** How much is tried of what is made at random. */
final class Cases {
  /** A property: how many times fewer, where another version or kind of server has had them all. */
  private static final int FEWER = Integer.getInteger("agentstorage.fewer", 1);

  private Cases() {}

  /** A quarter, for each is a way to the server and back. */
  static int questions(int all) {
    return all / 4 / FEWER;
  }

  static int kills(int all) {
    return all / FEWER;
  }
}
