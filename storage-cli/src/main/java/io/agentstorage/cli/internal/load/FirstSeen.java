// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import io.agentstorage.cli.internal.input.Place;
import io.agentstorage.core.model.ResourceTags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers every resource of a load and where it was, so that one which comes again with other contents is noticed:
 * stored one after the other, the two would replace each other at each load, and nobody would know which is meant.
 *
 * <p>An open-addressing hash table (Knuth, TAOCP 6.4) in a temporary file that is mapped into memory, so that it grows
 * on the disk and not on the heap: 32 bytes a slot, at most two thirds of the slots used. Keys are 64-bit hashes; that
 * two of a million resources share one has a probability below 1 in 30,000,000. Not thread-safe.
 */
final class FirstSeen implements AutoCloseable {
  private static final int SLOT_BYTES = 32;
  private static final int FIRST_SLOTS = 1 << 12;
  private static final int MOST_SLOTS = 1 << 25; // one mapping has at most 2 GiB

  private final List<String> files = new ArrayList<>();
  private MappedByteBuffer table;
  private int slots = FIRST_SLOTS;
  private int used;

  FirstSeen() {
    this.table = newTable(FIRST_SLOTS);
  }

  /**
   * Remembers a resource, unless one of this key is remembered.
   *
   * @return where one of this key with other contents was, or null
   */
  @Nullable String conflict(ResourceTags resource, Place place) {
    long key =
        nonZero(
            hash(hash(hash(1, resource.type().toString()), resource.namespace()), resource.name()));
    long content = hash(hash(2, resource.labels()), resource.annotations());
    int uid = resource.uid() == null ? 0 : (int) nonZero(hash(3, resource.uid())) | 1;
    int at = slotOf(table, slots, key);
    if (table.getLong(at) == 0) {
      table.putLong(at, key).putLong(at + 8, content).putInt(at + 16, uid);
      table.putInt(at + 20, fileIndex(place.file())).putLong(at + 24, place.document());
      used++;
      if (used > slots / 3 * 2) {
        grow();
      }
      return null;
    }
    int firstUid = table.getInt(at + 16);
    boolean sameUid = uid == 0 || firstUid == 0 || uid == firstUid;
    if (firstUid == 0) {
      table.putInt(at + 16, uid);
    }
    if (sameUid && table.getLong(at + 8) == content) {
      return null;
    }
    return new Place(files.get(table.getInt(at + 20)), table.getLong(at + 24), "").toString();
  }

  @Override
  public void close() {
    // The file was deleted when it was opened; the mapping goes with this object.
  }

  private int fileIndex(String file) {
    if (files.isEmpty() || !files.get(files.size() - 1).equals(file)) {
      files.add(file);
    }
    return files.size() - 1;
  }

  private void grow() {
    if (slots == MOST_SLOTS) {
      throw new IllegalStateException(
          "one load has more than "
              + used
              + " resources; load it in parts, each with its own command");
    }
    int moreSlots = slots * 2;
    MappedByteBuffer larger = newTable(moreSlots);
    byte[] slot = new byte[SLOT_BYTES];
    for (int at = 0; at < slots * SLOT_BYTES; at += SLOT_BYTES) {
      long key = table.getLong(at);
      if (key != 0) {
        table.get(at, slot);
        larger.put(slotOf(larger, moreSlots, key), slot);
      }
    }
    table = larger;
    slots = moreSlots;
  }

  private static int slotOf(ByteBuffer table, int slots, long key) {
    int slot = (int) (key >>> 32) & (slots - 1);
    while (true) {
      long there = table.getLong(slot * SLOT_BYTES);
      if (there == 0 || there == key) {
        return slot * SLOT_BYTES;
      }
      slot = (slot + 1) & (slots - 1);
    }
  }

  private static MappedByteBuffer newTable(int slots) {
    long bytes = (long) slots * SLOT_BYTES;
    try {
      Path file = Files.createTempFile("agent-storage-load", ".tmp");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        // Written, not only reserved: a full disk shows itself here as an exception, in a mapping
        // as a crash.
        ByteBuffer zeros = ByteBuffer.allocate(1 << 17);
        for (long written = 0; written < bytes; ) {
          zeros.clear();
          written += channel.write(zeros);
        }
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a temporary file of "
              + bytes
              + " bytes could not be written; make room in the folder for such files",
          e);
    }
  }

  private static long hash(long seed, @Nullable Map<String, String> map) {
    if (map == null) {
      return mix(seed + 1);
    }
    long hash = mix(seed + 2);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      hash = hash(hash(hash, entry.getKey()), entry.getValue());
    }
    return hash;
  }

  private static long hash(long seed, @Nullable String text) {
    if (text == null) {
      return mix(seed + 3);
    }
    long hash = seed + text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x5851F42D4C957F2DL + text.charAt(i);
    }
    return mix(hash);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long nonZero(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
