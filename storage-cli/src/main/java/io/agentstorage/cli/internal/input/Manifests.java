// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All objects of some paths: files, folders, and {@code -} for standard input, one after the other.
 *
 * <p>Of a folder the files named {@code .json .yaml .yml .ndjson .jsonl} are read, each also with {@code .gz}, in the
 * order of their names, folders in it too; a file that is named itself is read whatever its name. A path that is not
 * there or cannot be read gives one {@link Entry.Reject} and is passed over.
 *
 * <p>Not thread-safe, but for {@link #bytesRead()}.
 */
public final class Manifests implements AutoCloseable {
  private final List<String> paths;
  private final InputStream standardInput;
  private final FileWalk walk;
  private @Nullable ManifestReader current;
  private volatile @Nullable ManifestReader shown;
  private volatile long bytesBefore;
  private long files;

  /**
   * Starts to read; nothing is opened yet.
   *
   * @param paths files, folders and {@code -}
   * @param standardInput what {@code -} means; never closed
   */
  public Manifests(List<String> paths, InputStream standardInput) {
    this.paths = List.copyOf(paths);
    this.standardInput = standardInput;
    this.walk = new FileWalk(paths);
  }

  /**
   * Reads on to the next object.
   *
   * @return the object, or what is wrong with it, or null when everything was read
   * @throws java.io.UncheckedIOException if a temporary file cannot be written
   */
  public @Nullable Entry next() {
    while (true) {
      ManifestReader reader = current;
      if (reader != null) {
        Entry entry = reader.next();
        if (entry != null) {
          return entry;
        }
        try {
          finish(reader);
        } catch (IOException e) {
          return reject(reader.file(), Texts.readFailure(e));
        }
      }
      FileWalk.Found found = walk.next();
      if (found == null) {
        return null;
      }
      Entry failure = open(found);
      if (failure != null) {
        return failure;
      }
    }
  }

  /**
   * How much was read so far, compressed files as they are.
   *
   * @return the number of bytes; may be asked by any thread
   */
  public long bytesRead() {
    ManifestReader reader = shown;
    return bytesBefore + (reader == null ? 0 : reader.bytesRead());
  }

  /**
   * How much there is to read. Walks all folders, so ask once, and only to show progress.
   *
   * @return the sum of the sizes of the files; empty if it cannot be known because standard input or a pipe is among them
   */
  public OptionalLong totalBytes() {
    FileWalk sizes = new FileWalk(paths);
    long total = 0;
    FileWalk.Found found;
    while ((found = sizes.next()) != null) {
      if (found instanceof FileWalk.StandardInput) {
        return OptionalLong.empty();
      }
      if (found instanceof FileWalk.File file && Files.exists(file.path())) {
        if (!Files.isRegularFile(file.path())) {
          return OptionalLong.empty();
        }
        total += file.path().toFile().length();
      }
    }
    return OptionalLong.of(total);
  }

  /**
   * How many files were opened so far.
   *
   * @return the number, standard input included
   */
  public long filesRead() {
    return files;
  }

  /**
   * How many files of folders were passed over because they are not named as manifests are.
   *
   * @return the number so far
   */
  public long filesIgnored() {
    return walk.ignored();
  }

  @Override
  public void close() throws IOException {
    ManifestReader reader = current;
    if (reader != null) {
      finish(reader);
    }
  }

  private @Nullable Entry open(FileWalk.Found found) {
    return switch (found) {
      case FileWalk.StandardInput in -> {
        read("-", new Unclosed(standardInput));
        yield null;
      }
      case FileWalk.Failure failure -> reject(failure.path(), failure.message());
      case FileWalk.File file -> {
        try {
          read(file.path().toString(), Files.newInputStream(file.path()));
          yield null;
        } catch (IOException e) {
          yield reject(file.path().toString(), Texts.readFailure(e));
        }
      }
    };
  }

  private void read(String file, InputStream in) {
    files++;
    ManifestReader reader = new ManifestReader(file, in);
    current = reader;
    shown = reader;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, others only look
  private void finish(ManifestReader reader) throws IOException {
    current = null;
    shown = null;
    bytesBefore += reader.bytesRead();
    reader.close();
  }

  private static Entry reject(String file, String message) {
    return new Entry.Reject(new Place(file, 0, ""), Reason.IO, message);
  }

  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      return in.read(b, off, len);
    }

    @Override
    public void close() {}
  }
}
