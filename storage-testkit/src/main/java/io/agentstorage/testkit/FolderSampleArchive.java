// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.core.spi.TagsJson;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An archive of samples for tests: a plain file for each part, which nobody but this reads. Used by one thread.
 */
public final class FolderSampleArchive implements SampleArchive {
  private static final String ENDING = ".samples";

  private final Path folder;

  /**
   * An archive.
   *
   * @param folder the folder; it must exist
   */
  public FolderSampleArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * The parts that there are.
   *
   * @return their names, sorted
   */
  public List<String> parts() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String part, SampleSource samples) {
    Path unfinished = folder.resolve(part + ".tmp");
    try (FileOutputStream file = new FileOutputStream(unfinished.toFile());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file))) {
      samples.forEach(sample -> write(out, sample));
      out.flush();
      file.getFD().sync();
    } catch (IOException e) {
      throw failed("write", part, e);
    }
    try {
      Files.move(unfinished, file(part), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("write", part, e);
    }
  }

  private static void write(DataOutputStream out, MetricSample sample) {
    MetricSeries series = sample.series();
    try {
      out.writeUTF(series.name());
      out.writeUTF(Objects.requireNonNullElse(series.node(), ""));
      out.writeUTF(Objects.requireNonNullElse(series.clusterName(), ""));
      out.writeUTF(Objects.requireNonNullElse(series.cloudAccountId(), ""));
      out.writeUTF(TagsJson.write(series.labels()));
      out.writeLong(sample.timestamp().toEpochMilli());
      out.writeLong(sample.created().toEpochMilli());
      out.writeUTF(sample.value().text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void read(String part, Consumer<MetricSample> reader) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file(part))))) {
      while (true) {
        String name;
        try {
          name = in.readUTF();
        } catch (EOFException e) {
          return;
        }
        MetricSeries series =
            new MetricSeries(
                name, in.readUTF(), in.readUTF(), in.readUTF(), TagsJson.read(in.readUTF()));
        reader.accept(
            new MetricSample(
                series,
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()),
                new MetricValue(in.readUTF()),
                null));
      }
    } catch (IOException e) {
      throw failed("read", part, e);
    }
  }

  @Override
  public void discard(String part) {
    try {
      Files.deleteIfExists(file(part));
      Files.deleteIfExists(folder.resolve(part + ".tmp"));
    } catch (IOException e) {
      throw failed("remove", part, e);
    }
  }

  private Path file(String part) {
    return folder.resolve(part + ENDING);
  }

  private StorageException failed(String verb, String part, IOException cause) {
    return new StorageException(
        verb + " the part " + part + " of the archive " + folder + ": look at the disk", cause);
  }
}
