// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many rows by retention and by one statement, while another thread writes a resource every five milliseconds, and
 * says how long that had to wait at the most.
 */
public final class PurgeBesideWriter {
  private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
  private static final int WRITE_EVERY_MILLIS = 5;
  private static final String AT_ONCE = "one statement";
  private static final String RETENTION = "retention";

  private PurgeBesideWriter() {}

  /**
   * Measures and writes the tables.
   *
   * @param arguments a folder for databases, the file of results, the rounds, the numbers of rows
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    List<String> sizes = List.of(arguments).subList(3, arguments.length);
    Results results = new Results();
    for (String size : sizes) {
      measure(folder, Long.parseLong(size), "resources", rounds, results);
      measure(folder, Long.parseLong(size), "samples", rounds, results);
    }
    String text =
        String.format(
            Locale.ROOT,
            "# Deleting beside a writer%n%nAnother thread writes a resource every %d ms meanwhile."
                + " Each figure is the median (least–most) of %d rounds, in which both took"
                + " turns.%n",
            WRITE_EVERY_MILLIS,
            rounds);
    ResultFile.write(
        Path.of(arguments[1]),
        text
            + results.text("##")
            + "\n"
            + Machine.describe("-Xmx128m", DSLContext.class)
            + String.format(
                Locale.ROOT,
                "Made by\n"
                    + "`./mvnw -q -pl benchmarks -am -DskipTests -Ppurge verify -Dpurge.rounds=%d"
                    + " -Dpurge.sizes=\"%s\"`.\n",
                rounds,
                String.join(" ", sizes)));
  }

  private static void measure(Path folder, long rows, String what, int rounds, Results results)
      throws IOException, InterruptedException {
    Path filled = folder.resolve(what + ".db");
    DatabaseFiles.delete(filled);
    try (SqliteDatabase db = SqliteDatabase.open(filled)) {
      fill(db, rows, what);
    }
    String work = String.format(Locale.ROOT, "%,d %s", rows, what);
    for (int round = 0; round < rounds; round++) {
      for (String how : List.of(AT_ONCE, RETENTION)) {
        Path file = folder.resolve("purged.db");
        DatabaseFiles.delete(file);
        Files.copy(filled, file, StandardCopyOption.REPLACE_EXISTING);
        try (SqliteDatabase db = SqliteDatabase.open(file)) {
          run(db, rows, work, what, how, results);
        }
        DatabaseFiles.delete(file);
      }
    }
    DatabaseFiles.delete(filled);
  }

  private static void fill(SqliteDatabase db, long rows, String what) {
    if (what.equals("samples")) {
      new MetricRepository(db)
          .bulk()
          .load(
              LongStream.range(0, rows).mapToObj(PurgeBesideWriter::sample),
              BulkLoadOptions.defaults());
      return;
    }
    new ResourceRepository(db, Clock.fixed(OLD, ZoneOffset.UTC))
        .bulkLoad(
            LongStream.range(0, rows).mapToObj(i -> pod("old-" + i, i)),
            BulkLoadOptions.defaults());
    db.write(tx -> tx.update(RESOURCE_TAGS).set(RESOURCE_TAGS.SENT_AT, OLD).execute());
  }

  private static MetricSample sample(long number) {
    Instant at = OLD.plusSeconds(number / 2_000 * 60);
    return new MetricSample(
        new MetricSeries("cpu", "node-1", null, null, Map.of("pod", "p" + number % 2_000)),
        at,
        at,
        new MetricValue(Long.toString(number)),
        null);
  }

  private static ResourceTags pod(String name, long number) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("ns-" + number % 50)
        .labels(Map.of("app", "app-" + number % 5_000, "team", "team-" + number % 20))
        .build();
  }

  private static void run(
      SqliteDatabase db, long rows, String work, String what, String how, Results results)
      throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong longest = new AtomicLong();
    ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
    Thread writer = Thread.ofPlatform().start(() -> write(store, done, longest));
    long start = System.nanoTime();
    @Nullable RetentionReport report = null;
    if (how.equals(RETENTION)) {
      report = purge(db, what);
    } else {
      deleteAtOnce(db, what);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    done.set(true);
    writer.join();
    results.add(work, how, "rows/s", rows / seconds);
    results.add(work, how, "seconds", seconds);
    results.add(work, how, "longest write, ms", longest.get() / 1e6);
    double transactions =
        report == null ? 1 : report.classes().stream().mapToDouble(one -> one.chunks()).sum();
    results.add(work, how, "transactions", transactions);
    results.add(
        work,
        how,
        "longest transaction, ms",
        report == null ? seconds * 1e3 : report.longestChunk().toMillis());
  }

  private static void write(ResourceStore store, AtomicBoolean done, AtomicLong longest) {
    try {
      for (long i = 0; !done.get(); i++) {
        long start = System.nanoTime();
        store.upsert(pod("new-" + i, i));
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        Thread.sleep(WRITE_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RetentionReport purge(SqliteDatabase db, String what) {
    RetentionPolicy policy =
        RetentionPolicy.defaults()
            .with(what, RetentionRule.keepAll().maxAge(Duration.ofDays(1)))
            .keepFreeBytes(1L << 40);
    return Retention.of(db, RetainedData.of(db), policy, Clock.systemUTC()).run();
  }

  private static void deleteAtOnce(SqliteDatabase db, String what) {
    if (what.equals("samples")) {
      db.write(
          tx -> tx.deleteFrom(METRIC_DATA).where(METRIC_DATA.SAMPLED_AT.lt(cutoff())).execute());
    } else {
      db.write(
          tx -> tx.deleteFrom(RESOURCE_TAGS).where(RESOURCE_TAGS.SENT_AT.lt(cutoff())).execute());
    }
  }

  private static Instant cutoff() {
    return Instant.now().minus(Duration.ofDays(1));
  }
}
