// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import org.jspecify.annotations.Nullable;

/**
 * An object that is being read, or the list at the top of a document. A list whose items are read stays open under
 * them.
 */
final class Frame {
  final long start;

  /** What is known of the object; null for a list at the top. */
  final @Nullable Draft draft;

  /** Whether the values that come next are the elements of the list. */
  boolean inItems;

  /** Whether there was a list called items, whose elements were read as objects. */
  boolean hadItems;

  /** Whether the items were null. */
  boolean nullItems;

  /** Whether there was a field that no list has. */
  boolean hasOtherFields;

  /** What items is if it is neither a list nor null. */
  Draft.@Nullable Problem wrongItems;

  /** The items that cannot be told apart from parts of an object until the kind is known. */
  @Nullable Waiting waiting;

  /** Whether an item came out already. */
  boolean gaveItems;

  Frame(long start, @Nullable Draft draft) {
    this.start = start;
    this.draft = draft;
  }

  /** Whether it is still open whether this is a list, or of what. */
  boolean isUndecided() {
    return draft != null && !draft.hasType();
  }
}
