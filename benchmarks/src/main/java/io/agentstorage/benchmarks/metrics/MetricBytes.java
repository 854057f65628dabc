// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.benchmarks.DatabaseFiles;
import io.agentstorage.benchmarks.Results;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileStore;
import io.agentstorage.parquet.ParquetMetricWriter;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What the samples of an hour take at each stage. */
final class MetricBytes {
  private static final String WORK = "Bytes a sample at each stage";
  private final Path folder;
  private final ScrapedCluster cluster;
  private final int nodes;

  MetricBytes(Path folder, ScrapedCluster cluster, int nodes) {
    this.folder = folder;
    this.cluster = cluster;
    this.nodes = nodes;
  }

  @FunctionalInterface
  private interface Put {
    void put(List<MetricSample> scrape) throws IOException, SQLException;
  }

  void run(Results results) throws IOException, SQLException {
    Path database = folder.resolve("bytes.db");
    DatabaseFiles.delete(database);
    double seconds;
    try (SqliteDatabase db = SqliteDatabase.open(database)) {
      MetricStore store = new MetricRepository(db);
      seconds = minutes(0, 60, store::put);
    }
    long first = DatabaseFiles.bytes(database);
    add(results, "`metric_data` on SQLite, series and labels included", first, seconds);
    try (SqliteDatabase db = SqliteDatabase.open(database)) {
      MetricStore store = new MetricRepository(db);
      seconds = minutes(60, 120, store::put);
    }
    add(
        results,
        "the next hour of the same series in it",
        DatabaseFiles.bytes(database) - first,
        seconds);

    archive(results, database);

    Path json = folder.resolve("bytes-json.db");
    DatabaseFiles.delete(json);
    try (JsonSampleTable table = new JsonSampleTable(json)) {
      seconds = minutes(0, 60, table::put);
    }
    add(results, "one row a sample, labels as JSON, on SQLite", DatabaseFiles.bytes(json), seconds);
    DatabaseFiles.delete(json);

    Path lines = folder.resolve("bytes.json");
    try (OutputStream out = Files.newOutputStream(lines)) {
      seconds = minutes(0, 60, scrape -> SamplesAsJson.write(scrape, out));
    }
    add(results, "JSON lines", Files.size(lines), seconds);
    Files.delete(lines);

    Path gzip = folder.resolve("bytes.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip), 1 << 16)) {
      seconds = minutes(0, 60, scrape -> SamplesAsJson.write(scrape, out));
    }
    add(results, "JSON lines, one GZIP file", Files.size(gzip), seconds);
    Files.delete(gzip);

    Path files = Files.createTempDirectory(folder, "bytes-");
    long begin = System.nanoTime();
    try (MetricFileStore store = MetricFileStore.open(files, ContentKind.METRICS)) {
      minutes(0, 60, store::put);
    }
    seconds = (System.nanoTime() - begin) / 1e9;
    add(results, "metric files, Brotli 8, 100,000 rows each", MetricPuts.bytes(files), seconds);
    DatabaseFiles.delete(database);
  }

  /** The first hour, as it lies in the table and by series. */
  private void archive(Results results, Path database) throws IOException {
    Instant end = ScrapedCluster.START.plus(ScrapedCluster.INTERVAL.multipliedBy(60));
    try (SqliteDatabase db = SqliteDatabase.open(database)) {
      MetricStore store = new MetricRepository(db);
      parquet(
          results,
          "Parquet, Snappy, as archived: five minutes of all series after five minutes",
          store.scan(ScrapedCluster.START, end));
      parquet(
          results,
          "Parquet, Snappy, as exported: series by series",
          store.stream(MetricQuery.all().between(ScrapedCluster.START, end)));
    }
  }

  private void parquet(Results results, String way, Stream<MetricSample> samples)
      throws IOException {
    Path file = folder.resolve("bytes.parquet");
    Files.deleteIfExists(file);
    long begin = System.nanoTime();
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file)) {
      writer.writeAll(samples);
      writer.finish();
    }
    add(results, way, Files.size(file), (System.nanoTime() - begin) / 1e9);
    Files.delete(file);
  }

  private double minutes(int from, int to, Put put) throws IOException, SQLException {
    long begin = System.nanoTime();
    for (int minute = from; minute < to; minute++) {
      for (int node = 0; node < nodes; node++) {
        put.put(cluster.scrape(node, minute));
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void add(Results results, String way, long bytes, double seconds) {
    double samples = 60.0 * nodes * cluster.seriesPerNode();
    results.add(WORK, way, "bytes", bytes / samples);
    results.add(WORK, way, "samples/s, made and stored", samples / seconds);
  }
}
