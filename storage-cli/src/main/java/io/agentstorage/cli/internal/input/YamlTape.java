// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one YAML document that something can refer to: what has an anchor, and what a merge key names. Each is
 * kept once, however often it is used, and what it refers to in turn stays a reference.
 */
final class YamlTape {
  private static final int MAX_PIECES = 100_000;
  private static final int MAX_CHARACTERS = 4 << 20;

  /** An entry of the tape. */
  sealed interface Entry permits Piece, Node {}

  /** A token. */
  record Piece(Token token, String text, boolean merge) implements Entry {}

  /** A whole node: the entries of the tape from one place to before another. Its end is -1 while it is being read. */
  static final class Node implements Entry {
    private final int from;
    private int end = -1;
    private boolean lost;

    private Node(int from) {
      this.from = from;
    }

    int from() {
      return from;
    }

    int end() {
      return end;
    }

    /** Whether the document has too much that can be referred to, so that this was not kept. */
    boolean isLost() {
      return lost;
    }
  }

  private record Open(Node node, int depth) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Node> anchors = new HashMap<>();
  private final List<Open> open = new ArrayList<>();
  private int depth;
  private long characters;
  private boolean full;

  Entry get(int index) {
    return entries.get(index);
  }

  @Nullable Node anchored(String anchor) {
    return anchors.get(anchor);
  }

  boolean isFull() {
    return full;
  }

  /** Says that the node that begins with the next entry will be referred to. */
  Node begin(@Nullable String anchor) {
    Node node = new Node(entries.size());
    if (anchor != null && anchors.size() < MAX_PIECES) {
      anchors.put(anchor, node);
    }
    open.add(new Open(node, depth));
    return node;
  }

  /** Takes a piece of the document, which is kept if it belongs to a node that is referred to. */
  void add(Entry entry) {
    if (open.isEmpty()) {
      return;
    }
    keep(entry);
    if (entry instanceof Piece piece) {
      depth += piece.token().opens() ? 1 : piece.token().closes() ? -1 : 0;
    }
    while (!open.isEmpty() && open.getLast().depth() == depth) {
      Node node = open.removeLast().node();
      node.end = entries.size();
      node.lost = full;
    }
  }

  /** The node that begins at a place of the tape, or the one that is referred to there. */
  Node node(int from) {
    if (entries.get(from) instanceof Node referred) {
      return referred;
    }
    Node node = new Node(from);
    node.end = behind(from);
    return node;
  }

  /** The place behind a node of the tape. */
  int behind(int from) {
    int at = from;
    int inside = 0;
    do {
      if (entries.get(at++) instanceof Piece piece) {
        inside += piece.token().opens() ? 1 : piece.token().closes() ? -1 : 0;
      }
    } while (inside > 0);
    return at;
  }

  private void keep(Entry entry) {
    characters += entry instanceof Piece piece ? piece.text().length() : 0;
    full |= entries.size() >= MAX_PIECES || characters > MAX_CHARACTERS;
    if (!full) {
      entries.add(entry);
    }
  }
}
