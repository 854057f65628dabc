// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/**
 * A place in the order of an answer: behind the last row of a page. It stays good whatever is written meanwhile, in
 * another process and after a restart: rows before it are not given again, rows behind it are not left out. Immutable.
 *
 * @param text letters, digits, - and _, to be kept and handed back, not read; it has the key of that row in it
 */
public record PageToken(String text) {

  /** The text, as it is handed back. */
  @Override
  public String toString() {
    return text;
  }
}
