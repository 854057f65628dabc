// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.disk.ContentKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hidden folder that has the journals. The state of a journal is in the names of its files, so that damage of what is
 * in them cannot change it.
 *
 * @param root the folder that it is in, where the metric files go
 */
record JournalFolder(Path root) {
  static final String NAME = ".journal";

  private static final String JOURNAL = ".journal";
  private static final String TEMPORARY = ".tmp";
  private static final String COMMITTED = ".committed";
  private static final String LOCK = ".lock";

  Path path() {
    return root.resolve(NAME);
  }

  /** The rows, while they have no file. */
  Path journal(JournalId id) {
    return path().resolve(id.text() + JOURNAL);
  }

  /** The file, while it has no name. */
  Path temporary(JournalId id) {
    return path().resolve(id.text() + TEMPORARY);
  }

  /** The journal under another name, once the temporary file is complete: it says how that will be called. */
  Path committed(FileName name) {
    return path().resolve(name.text() + COMMITTED);
  }

  /** Locked as long as the store lives. */
  Path storeLock(ContentKind kind, String store) {
    return path().resolve(kind.text() + "_" + store + LOCK);
  }

  /** Locked for a moment by whoever makes, takes over or removes a lock of a store. */
  Path folderLock() {
    return path().resolve("folder" + LOCK);
  }

  /** The name that a committed journal has chosen, null if it is not committed. */
  @Nullable FileName committedName(JournalId id) throws IOException {
    for (String name : names()) {
      FileName chosen = chosenName(name);
      if (chosen != null && id.equals(chosen.journal())) {
        return chosen;
      }
    }
    return null;
  }

  /** The journals of a store, in any state, in the order they were written. */
  SortedSet<JournalId> journals(ContentKind kind, String store) throws IOException {
    SortedSet<JournalId> found = new TreeSet<>();
    for (String name : names()) {
      JournalId id = journalOf(name);
      if (id != null && id.kind() == kind && id.store().equals(store)) {
        found.add(id);
      }
    }
    return found;
  }

  /** All stores of a kind that have left anything here, dead or alive. */
  SortedSet<String> stores(ContentKind kind) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    String prefix = kind.text() + "_";
    for (String name : names()) {
      JournalId id = journalOf(name);
      if (id != null && id.kind() == kind) {
        found.add(id.store());
      } else if (name.startsWith(prefix) && name.endsWith(LOCK)) {
        found.add(name.substring(prefix.length(), name.length() - LOCK.length()));
      }
    }
    return found;
  }

  private static @Nullable JournalId journalOf(String name) {
    FileName chosen = chosenName(name);
    if (chosen != null) {
      return chosen.journal();
    }
    for (String suffix : List.of(JOURNAL, TEMPORARY)) {
      if (name.endsWith(suffix)) {
        return JournalId.parse(name.substring(0, name.length() - suffix.length()));
      }
    }
    return null;
  }

  private static @Nullable FileName chosenName(String name) {
    return name.endsWith(COMMITTED)
        ? FileName.parse(name.substring(0, name.length() - COMMITTED.length()))
        : null;
  }

  private List<String> names() throws IOException {
    try {
      return FolderWalk.children(path()).stream().map(MetricFiles::name).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
