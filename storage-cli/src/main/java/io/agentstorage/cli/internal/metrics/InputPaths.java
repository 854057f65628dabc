// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files that were named, and those in folders that were named, whose hidden ones are left out. */
final class InputPaths {
  private InputPaths() {}

  /** All of them; in a folder only those that a condition takes, in the order of their paths. */
  static List<Path> files(List<Path> named, Predicate<Path> inFolders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> walk = Files.walk(path)) {
        walk.filter(Files::isRegularFile)
            .filter(file -> !isHidden(path.relativize(file)))
            .filter(inFolders)
            .sorted()
            .forEach(files::add);
      } catch (UncheckedIOException e) {
        throw new IOException("the folder " + path + " cannot be read: " + e.getMessage(), e);
      }
    }
    return files;
  }

  private static boolean isHidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
