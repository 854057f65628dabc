// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

/**
 * A place in the input. Immutable.
 *
 * @param file the file as it was named or found; {@code -} for standard input
 * @param document the number of the document in the file, from 1; 0 where the file as a whole is meant
 * @param path the path inside the document, such as {@code .items[4]}; empty for the document itself
 */
public record Place(String file, long document, String path) {

  /** {@code file}, {@code file, document 3} or {@code file, document 3, .items[4]}. */
  @Override
  public String toString() {
    String text = document == 0 ? file : file + ", document " + document;
    return path.isEmpty() ? text : text + ", " + path;
  }
}
