// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

/** A line is wrong. It becomes an exception for users, or a reject, where the input and the line are known. */
final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  /** For what concerns the line as a whole. */
  static final int NOWHERE = -1;

  private final int at;

  /**
   * A fault.
   *
   * @param at the index of the byte in the buffer of the line, {@link #NOWHERE} for the whole line
   * @param problem what was expected, and what is there
   */
  Fault(int at, String problem) {
    super(problem, null, false, false);
    this.at = at;
  }

  int at() {
    return at;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
