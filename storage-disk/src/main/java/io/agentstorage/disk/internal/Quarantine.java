// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.disk.Quarantined;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The folder where what is damaged is put aside. */
final class Quarantine {
  static final String NAME = "quarantine";

  private final Path folder;

  Quarantine(Path root) {
    this.folder = root.resolve(NAME);
  }

  /**
   * Copies the end of a journal. Done again after a crash it makes the same file.
   *
   * @param journal the journal
   * @param from where the damage begins
   * @param to where the journal ends
   * @param reason what is wrong
   */
  Quarantined tail(Path journal, long from, long to, String reason) throws IOException {
    Durable.createFolder(folder);
    Path part = folder.resolve(MetricFiles.name(journal) + "." + from + ".part");
    Path unfinished = part.resolveSibling(MetricFiles.name(part) + ".tmp");
    try (FileChannel in = FileChannel.open(journal, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long at = from;
      while (at < to) {
        long count = in.transferTo(at, to - at, out);
        if (count <= 0) {
          break; // it has become shorter: there is no more to save
        }
        at += count;
      }
      out.force(true);
    } catch (IOException e) {
      StorageFailure.deleteAfter(e, unfinished);
      throw e;
    }
    Files.move(unfinished, part, StandardCopyOption.ATOMIC_MOVE);
    Durable.syncFolder(folder);
    return new Quarantined(part, to - from, reason);
  }

  /** Moves a whole file. */
  Quarantined whole(Path file, String reason) throws IOException {
    Durable.createFolder(folder);
    String name = MetricFiles.name(file);
    Path target = folder.resolve(name);
    for (int i = 1; Files.exists(target); i++) {
      target = folder.resolve(name + "." + i);
    }
    long bytes = Files.size(file);
    Durable.move(file, target);
    return new Quarantined(target, bytes, reason);
  }
}
