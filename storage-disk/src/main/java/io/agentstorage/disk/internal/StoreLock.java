// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.disk.ContentKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says that a store lives. The operating system takes the lock away when the process dies, however that happens; then the
 * journals of the store are anybody's who gets the lock.
 */
final class StoreLock implements AutoCloseable {
  /**
   * The stores of this process. Its own locks must not even be tried: closing a file takes away all locks that the process
   * has on it.
   */
  private static final Set<String> LIVE_HERE = ConcurrentHashMap.newKeySet();

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JournalFolder folder;
  private final ContentKind kind;
  private final String store;
  private final FileChannel channel;

  private StoreLock(JournalFolder folder, ContentKind kind, String store, FileChannel channel) {
    this.folder = folder;
    this.kind = kind;
    this.store = store;
    this.channel = channel;
  }

  /** A new store, with a random number that no other has: of this process or another, on this host or another. */
  static StoreLock create(JournalFolder folder, ContentKind kind) throws IOException {
    byte[] number = new byte[8];
    RANDOM.nextBytes(number);
    String store = HexFormat.of().formatHex(number);
    try (FolderLock held = FolderLock.hold(folder.folderLock())) {
      StoreLock lock = tryLock(folder, kind, store);
      if (lock == null) {
        throw new IOException("a new lock is held by somebody else");
      }
      return lock;
    }
  }

  /** The locks of all dead stores of a kind. Those that have left no journal are removed. */
  static List<StoreLock> ofDeadStores(JournalFolder folder, ContentKind kind) throws IOException {
    List<StoreLock> dead = new ArrayList<>();
    try (FolderLock held = FolderLock.hold(folder.folderLock())) {
      for (String store : folder.stores(kind)) {
        StoreLock lock = tryLock(folder, kind, store);
        if (lock == null) {
          continue;
        }
        if (folder.journals(kind, store).isEmpty()) {
          lock.remove();
        } else {
          dead.add(lock);
        }
      }
    } catch (IOException | RuntimeException e) {
      for (StoreLock lock : dead) {
        lock.release();
      }
      throw e;
    }
    return dead;
  }

  /** With the folder's lock held. Null if the store lives. */
  private static @Nullable StoreLock tryLock(JournalFolder folder, ContentKind kind, String store)
      throws IOException {
    if (!LIVE_HERE.add(store)) {
      return null;
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              folder.storeLock(kind, store), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      return locked ? new StoreLock(folder, kind, store, channel) : null;
    } finally {
      if (!locked) {
        LIVE_HERE.remove(store);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  String store() {
    return store;
  }

  /** Gives the lock back, and removes its file if there is no journal that needs it. */
  @Override
  public void close() throws IOException {
    try (FolderLock held = FolderLock.hold(folder.folderLock())) {
      if (folder.journals(kind, store).isEmpty()) {
        remove();
      }
    } finally {
      release();
    }
  }

  /** With the folder's lock held. */
  private void remove() throws IOException {
    Path file = folder.storeLock(kind, store);
    try {
      Files.deleteIfExists(file);
    } finally {
      release();
    }
  }

  private void release() throws IOException {
    channel.close();
    LIVE_HERE.remove(store);
  }
}
