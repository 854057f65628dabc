// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

/**
 * A text is not a label selector. The message says what is wrong, where, and the cure, and in two further lines shows the
 * place in the text:
 *
 * <pre>
 * not a label selector, at character 5: "we$b" is not a label value: character 3 is '$', only ...
 *   app=we$b
 *       ^^^^
 * </pre>
 *
 * <p>A long text is shown in part, and what does not fit one column of a terminal is shown as {@code ?}.
 */
public final class LabelSelectorException extends IllegalArgumentException {
  private final int position;

  LabelSelectorException(String text, int start, int end, String problem) {
    super(
        "not a label selector, at character "
            + (start + 1)
            + ": "
            + problem
            + "\n"
            + Excerpt.at(text, start, end));
    this.position = start;
  }

  /**
   * Where the wrong part of the text starts, which is the length of the text if something is missing at its end.
   *
   * @return the offset in {@code char}s, the first is 0
   */
  public int position() {
    return position;
  }
}
