// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files to read, in the order of their names. Links are followed; a folder that is reached twice, by a link
 * that makes a circle for example, is walked once. Of a folder only regular files are taken that are named as manifests
 * are; what is named itself is taken whatever it is.
 */
final class FileWalk {
  /** What a walk comes upon. */
  sealed interface Found permits File, StandardInput, Failure {}

  record File(Path path) implements Found {}

  record StandardInput() implements Found {}

  record Failure(String path, String message) implements Found {}

  private static final Pattern MANIFEST =
      Pattern.compile(".*\\.(json|ya?ml|ndjson|jsonl)(\\.gz)?", Pattern.DOTALL);

  /** Lists a folder. Tests put one in that fails as folders do which may not be read: root may read all. */
  @FunctionalInterface
  interface Lister {
    DirectoryStream<Path> list(Path folder) throws IOException;
  }

  private final Iterator<String> named;
  private final Lister lister;
  private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
  private final Set<Path> walked = new HashSet<>();
  private long ignored;

  FileWalk(List<String> paths) {
    this(paths, Files::newDirectoryStream);
  }

  FileWalk(List<String> paths, Lister lister) {
    this.named = List.copyOf(paths).iterator();
    this.lister = lister;
  }

  /** How many files of folders were not named as manifests are. */
  long ignored() {
    return ignored;
  }

  /** The next one, null at the end. */
  @Nullable Found next() {
    while (true) {
      Iterator<Path> folder = folders.peekLast();
      Found found;
      if (folder == null) {
        if (!named.hasNext()) {
          return null;
        }
        found = named(named.next());
      } else if (folder.hasNext()) {
        found = inFolder(folder.next());
      } else {
        folders.removeLast();
        continue;
      }
      if (found != null) {
        return found;
      }
    }
  }

  private @Nullable Found named(String text) {
    if (text.equals("-")) {
      return new StandardInput();
    }
    try {
      Path path = Path.of(text);
      return Files.isDirectory(path) ? enter(path) : new File(path);
    } catch (InvalidPathException e) {
      return new Failure(text, "is not a path: " + e.getReason());
    }
  }

  private @Nullable Found inFolder(Path path) {
    if (Files.isDirectory(path)) {
      return enter(path);
    }
    boolean manifest =
        MANIFEST.matcher(path.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
    // A link to nothing is not ignored if it is named as a manifest: something is missing there.
    if (manifest && (Files.isRegularFile(path) || !Files.exists(path))) {
      return new File(path);
    }
    ignored++;
    return null;
  }

  private @Nullable Failure enter(Path folder) {
    try {
      if (!walked.add(folder.toRealPath())) {
        return null;
      }
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = lister.list(folder)) {
        stream.forEach(children::add);
      }
      Collections.sort(children);
      folders.addLast(children.iterator());
      return null;
    } catch (DirectoryIteratorException e) {
      return new Failure(folder.toString(), "cannot be read: " + Texts.firstLine(e.getMessage()));
    } catch (IOException e) {
      return new Failure(folder.toString(), Texts.readFailure(e));
    }
  }
}
