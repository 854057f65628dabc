// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

/** The text being read cannot be read further; the reader turns this into one reject and goes on behind it. */
final class BrokenInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BrokenInputException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  BrokenInputException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
