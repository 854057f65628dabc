// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.Machine;
import io.agentstorage.benchmarks.Markdown;
import io.agentstorage.benchmarks.Timing;
import io.agentstorage.benchmarks.plot.LineChart;
import io.agentstorage.benchmarks.plot.Series;
import io.agentstorage.core.TableSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.postgresql.Driver;

/** Writes what was measured: a page and a plot. */
final class FleetReport {
  private static final String NOTES =
      """

      ## Notes
      - A cluster has 8 labels and 4 annotations to a resource, 20 resources to a set of them, and none of it in common with
        another cluster. In a round of changes every twentieth workload gets one label more, all of its resources together, as
        a rollout does it, by one bulk load; then every hundredth resource is deleted, in one transaction. Clusters are
        changed one after the other; opening and closing them does not count.
      - Loads: 4, 2 and 1 clusters at once, in turn, until the fleet has grown; each way has its turn in each group. The time is
        from the first object until the last cluster is committed, and on SQLite until the file is closed. Objects are made by
        the measured process, and the server has no cores of its own.
      - This library stores each set of labels once and indexes every label. Plain JDBC: one table with labels and annotations as
        JSON text and a random UUID as text for its primary key; a unique index on cluster, type, namespace and name, one on
        cluster and `record_updated`, one on cluster and `sent_at`; each cluster is one COPY in one transaction. **It keeps
        nothing of what was**, so it is neither changed nor asked for it.
      - Bytes are what the whole database grew by, after `VACUUM`: by loads, divided by the resources; by rounds of changes,
        dead rows, new label sets and their entries included, divided by the revisions that they left.
      - Questions: all contenders in turn, each question of another resource in another of up to 50 clusters; of the files of
        SQLite only the first. The first round, which reads all of it into memory, does not count. This library gives
        typed resources; plain JDBC has kept statements, reads all columns and parses nothing. Nothing was sent, so that all is
        pending. Each answer is compared with what it must be.
      - PostgreSQL's planner cannot tell how many rows have a label in JSON text. Where plain JDBC takes longer among more
        clusters, it no longer walks the index in the order of the page, but reads the whole cluster and sorts (EXPLAIN).
      - The owner of the tables asks, whom row-level security does not hold.
      """;

  private final FleetOptions options;
  private final FleetResults results;
  private final String server;

  FleetReport(FleetOptions options, FleetResults results, String server) {
    this.options = options;
    this.results = results;
    this.server = server;
  }

  void write() throws IOException {
    Path folder = Files.createDirectories(options.results());
    Files.writeString(folder.resolve("fleet.md"), page());
    Files.writeString(folder.resolve("fleet.svg"), questions().svg());
  }

  private String page() throws IOException {
    return "# A fleet on PostgreSQL\n\n"
        + String.format(
            Locale.ROOT,
            "Clusters of %,d resources in one database, as it grows; then the same work on one of"
                + " them, or over all. What was stored is counted and compared.%n%n",
            options.resources())
        + "![Questions of one cluster by the number of clusters](fleet.svg)\n\n"
        + "## Loads\n\n"
        + "Resources a second, all clusters of a group together: the median of the groups, the"
        + " least and the most.\n\n"
        + results.loads.table("clusters", "contender", FleetResults::rate)
        + "\n"
        + "## Changes and deletions\n\n"
        + "How many a second, of clusters that were just loaded: the median of the rounds ("
        + options.rounds()
        + "), the least and the most. Plain JDBC has nothing like it.\n\n"
        + results.changes.table("", "contender", FleetResults::rate)
        + "\n## Bytes\n\n"
        + results.bytes.table("", "contender", FleetResults::bytes)
        + "\n"
        + sizes()
        + "\n## Questions of one cluster\n\nMilliseconds: median (5 % to 95 %).\n\n"
        + results.questions.table("question", "contender", FleetResults::time)
        + "\n"
        + "## A question of the whole fleet\n\n"
        + "Milliseconds: median (5 % to 95 %) of as many rounds.\n\n"
        + results.fleetQuestions.table("question", "way", FleetResults::time)
        + NOTES
        + "\n## Run\n"
        + Machine.describe("-Xmx128m", DSLContext.class, Driver.class).strip()
        + " Filesystem "
        + Files.getFileStore(options.folder()).type()
        + ".\n\n"
        + server
        + ".\n\nMade by\n`"
        + options.command()
        + "`.\n";
  }

  /** Those that count, of the whole fleet in the end. */
  private String sizes() {
    long clusters = options.clusters().getLast();
    long loaded = clusters * options.resources();
    long revisions =
        clusters * new FleetCluster(0, options.resources(), options.rounds()).revisions();
    long all = results.sizes().stream().mapToLong(TableSize::bytes).sum();
    StringBuilder table = new StringBuilder();
    table
        .append(
            String.format(
                Locale.ROOT,
                "Of the %,d bytes on PostgreSQL in the end, %,d resources loaded and %,d revisions"
                    + " of history left:%n%n",
                all,
                loaded,
                revisions))
        .append(
            Markdown.head(
                List.of("table or index", "bytes", "of all", "entries", "bytes for an entry")));
    for (TableSize size : results.sizes()) {
      if (size.bytes() * 200 > all) {
        table.append(
            Markdown.row(
                "`" + size.name() + "`",
                String.format(Locale.ROOT, "%,d", size.bytes()),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * size.bytes() / all),
                String.format(Locale.ROOT, "%,d", size.cells()),
                String.format(
                    Locale.ROOT, "%.0f", (double) size.bytes() / Math.max(1, size.cells()))));
      }
    }
    return table.append(history(revisions)).toString();
  }

  private String history(long revisions) {
    long bytes =
        results.sizes().stream()
            .filter(size -> size.name().startsWith("resource_history"))
            .mapToLong(TableSize::bytes)
            .sum();
    return String.format(
        Locale.ROOT,
        "%n`resource_history` with its indexes alone takes %,d bytes for a revision.%n",
        bytes / Math.max(1, revisions));
  }

  private LineChart questions() {
    List<Series> series = new ArrayList<>();
    for (Question question : Question.values()) {
      List<Series.Point> points = new ArrayList<>();
      results
          .questions
          .of(question.title(), PostgresFleet.TITLE)
          .forEach(
              (clusters, millis) -> {
                Timing timing = FleetResults.timing(millis);
                points.add(
                    new Series.Point(
                        Integer.toString(clusters), timing.median(), timing.low(), timing.high()));
              });
      series.add(new Series(question.title(), points));
    }
    return new LineChart(
        "This library on PostgreSQL: questions of one cluster, median and 5–95 %",
        "clusters in the database", "milliseconds", series);
  }
}
