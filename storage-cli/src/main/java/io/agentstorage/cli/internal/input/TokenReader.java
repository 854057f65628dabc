// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;

/**
 * Reads one document token by token, knowing where it is and which keys it has seen. Not thread-safe.
 *
 * <p>Nothing here or below recurses, so that no input can overflow the stack.
 */
abstract class TokenReader {
  private final Trail trail;
  private boolean skipping;

  TokenReader(Trail trail) {
    this.trail = trail;
  }

  /** The next token, {@link Token#END} at the end and from then on. */
  final Token next() throws IOException, BrokenInputException {
    Token token = advance();
    switch (token) {
      case OBJECT_START -> trail.open(false);
      case ARRAY_START -> trail.open(true);
      case OBJECT_END, ARRAY_END -> trail.close();
      case KEY -> trail.key(text());
      case STRING, NUMBER, BOOLEAN, NULL -> trail.element();
      case END -> {}
    }
    return token;
  }

  /** Reads over the value that comes next; its syntax and its keys are checked, nothing of it is kept. */
  final void skipValue() throws IOException, BrokenInputException {
    skipping = true;
    skipRest(next());
    skipping = false;
  }

  /** Reads over the rest of the value whose first token was just read. */
  final void skipRest(Token first) throws IOException, BrokenInputException {
    if (!first.opens()) {
      return;
    }
    boolean before = skipping;
    skipping = true;
    int outside = trail.depth() - 1;
    while (trail.depth() > outside) {
      if (next() == Token.END) {
        throw new BrokenInputException(Reason.SYNTAX, "ends too early");
      }
    }
    skipping = before;
  }

  final Trail trail() {
    return trail;
  }

  /** Whether nobody will look at the text of the tokens that are read now, keys excepted. */
  final boolean isSkipping() {
    return skipping;
  }

  /** Reads one token. */
  abstract Token advance() throws IOException, BrokenInputException;

  /** The text of the last token, if it was a key or a scalar. */
  abstract String text() throws IOException, BrokenInputException;

  /** Checks that nothing but the end follows the value at the top, which was read. */
  abstract void finish() throws IOException, BrokenInputException;

  /** The position of the first character of the last token in the whole input, in chars. */
  abstract long start();

  /** The position behind the last token. */
  abstract long end();
}
