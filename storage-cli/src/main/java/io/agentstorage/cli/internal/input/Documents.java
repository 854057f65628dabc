// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts one input into documents, each of which can be wrong without harm to the others. */
interface Documents {

  /**
   * Goes to the next document.
   *
   * @return a reader at its beginning, null if there is no further document
   */
  @Nullable TokenReader next() throws IOException, BrokenInputException;

  /**
   * Gives up the current document and goes to where the next one can begin.
   *
   * @param from the earliest position of that; nothing before it is read again
   */
  void recover(long from) throws IOException;

  /** Whether this stopped at text that is to be read as YAML. */
  boolean continuesAsYaml();

  /** The number of the current document, from 1. */
  long number();
}
