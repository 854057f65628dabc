// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Puts one after the other, each on the disk before the next: into a store of metric files, a plain file of JSON lines,
 * and a GZIP file. The store has compressed all of it in the end.
 */
final class MetricPuts {
  private final Path folder;
  private final List<MetricSample> samples;
  private final Duration time;

  MetricPuts(Path folder, List<MetricSample> samples, Duration time) {
    this.folder = folder;
    this.samples = samples;
    this.time = time;
  }

  @FunctionalInterface
  private interface Put {
    void put(List<MetricSample> some) throws IOException;
  }

  void run(int rows, Results results) throws IOException {
    String work = "Puts of " + rows + (rows == 1 ? " sample" : " samples") + ", each synced";
    Path files = Files.createTempDirectory(folder, "store-");
    long begin = System.nanoTime();
    long puts;
    double seconds;
    try (MetricFileStore store = MetricFileStore.open(files, ContentKind.METRICS)) {
      puts = puts(rows, store::put);
      seconds = seconds(begin);
    }
    double all = seconds(begin);
    add(results, work, "`MetricFileStore`, Brotli 8", rows, puts, seconds, all, bytes(files));

    Path plain = folder.resolve("plain.json");
    begin = System.nanoTime();
    try (FileChannel channel = create(plain);
        OutputStream out = Channels.newOutputStream(channel)) {
      puts =
          puts(
              rows,
              some -> {
                SamplesAsJson.write(some, out);
                channel.force(false);
              });
    }
    seconds = seconds(begin);
    add(
        results,
        work,
        "a plain file of JSON lines",
        rows,
        puts,
        seconds,
        seconds,
        Files.size(plain));
    Files.delete(plain);

    Path gzip = folder.resolve("plain.json.gz");
    begin = System.nanoTime();
    try (FileChannel channel = create(gzip);
        GZIPOutputStream out =
            new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16, true)) {
      puts =
          puts(
              rows,
              some -> {
                SamplesAsJson.write(some, out);
                out.flush();
                channel.force(false);
              });
    }
    seconds = seconds(begin);
    add(results, work, "a GZIP file, flushed", rows, puts, seconds, seconds, Files.size(gzip));
    Files.delete(gzip);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private long puts(int rows, Put put) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    long puts = 0;
    int from = 0;
    while (System.nanoTime() < end) {
      from = from + rows > samples.size() ? 0 : from;
      put.put(samples.subList(from, from + rows));
      from += rows;
      puts++;
    }
    return puts;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void add(
      Results results,
      String work,
      String way,
      int rows,
      long puts,
      double seconds,
      double all,
      long bytes) {
    results.add(work, way, "puts/s", puts / seconds);
    results.add(work, way, "puts/s, compressing in the end included", puts / all);
    results.add(work, way, "bytes a sample", bytes / (double) (puts * rows));
  }
}
