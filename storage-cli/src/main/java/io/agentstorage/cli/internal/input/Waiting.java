// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Items of a list whose kind is not known yet, because {@code items} comes before {@code kind}. Only their metadata is
 * kept, and beyond a bound that goes to a temporary file. First in, first out; all are put in before one is taken.
 */
final class Waiting implements AutoCloseable {
  /** How much is held in memory, in roughly the characters of the metadata. */
  static final int MAX_HELD = 1 << 20;

  private final Deque<Draft> held = new ArrayDeque<>();
  private final Path folder;
  private long heldSize;
  private long spilled;
  private @Nullable Path file;
  private @Nullable DataOutputStream out;
  private @Nullable DataInputStream in;

  /**
   * Starts with none.
   *
   * @param folder where a temporary file can be made
   */
  Waiting(Path folder) {
    this.folder = folder;
  }

  boolean isEmpty() {
    return held.isEmpty() && spilled == 0;
  }

  /** Whether some had to leave memory. */
  boolean isSpilled() {
    return file != null;
  }

  void add(Draft draft) {
    if (heldSize < MAX_HELD) {
      held.addLast(draft);
      heldSize += DraftCodec.size(draft);
      return;
    }
    try {
      DataOutputStream target = out;
      if (target == null) {
        Path made = Files.createTempFile(folder, "agent-storage-items-", ".tmp");
        file = made;
        target = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(made)));
        out = target;
      }
      DraftCodec.write(draft, target);
      spilled++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the items of a list in " + folder, e);
    }
  }

  @Nullable Draft poll() {
    Draft first = held.pollFirst();
    if (first != null || spilled == 0) {
      return first;
    }
    try {
      DataInputStream source = in;
      if (source == null) {
        source = open();
        in = source;
      }
      spilled--;
      return DraftCodec.read(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read back the items of a list from " + folder, e);
    }
  }

  @Override
  public void close() {
    held.clear();
    spilled = 0;
    Path made = file;
    if (made == null) {
      return;
    }
    file = null;
    try {
      if (out != null) {
        out.close();
      }
      if (in != null) {
        in.close();
      }
      Files.deleteIfExists(made);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the temporary file " + made, e);
    }
  }

  private DataInputStream open() throws IOException {
    Path made = file;
    if (made == null || out == null) {
      throw new IllegalStateException("nothing was written");
    }
    out.close();
    return new DataInputStream(
        new BufferedInputStream(Files.newInputStream(made, StandardOpenOption.READ)));
  }
}
