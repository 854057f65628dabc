// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.Machine;
import io.agentstorage.benchmarks.Markdown;
import io.agentstorage.benchmarks.Spread;
import io.agentstorage.benchmarks.input.LabelMix;
import io.agentstorage.benchmarks.plot.BarChart;
import io.agentstorage.benchmarks.plot.LineChart;
import io.agentstorage.benchmarks.plot.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes what was measured: a page, the rounds as they were, and plots. */
final class LoadReport {
  private final Outcomes outcomes;
  private final LoadOptions options;
  private final String nativeSqlite;

  LoadReport(Outcomes outcomes, LoadOptions options, String nativeSqlite) {
    this.outcomes = outcomes;
    this.options = options;
    this.nativeSqlite = nativeSqlite;
  }

  void write() throws IOException, SQLException {
    Path results = Files.createDirectories(options.results());
    Files.writeString(results.resolve("load.md"), page());
    Files.writeString(results.resolve("load.csv"), rounds());
    Files.writeString(results.resolve("load.svg"), rates().svg());
    Files.writeString(results.resolve("growth.svg"), growth().svg());
    Files.writeString(results.resolve("bytes.svg"), bytes().svg());
  }

  private String page() throws IOException, SQLException {
    StringBuilder page = new StringBuilder();
    page.append("# Bulk loads\n\n")
        .append("Each cell is the median of ")
        .append(outcomes.rounds())
        .append(
            """
             rounds, with the least and the most of them. In a round each contender has its turn, in a JVM of its own
            with `-Xmx128m`, after a warm-up into another file; the time is from the first object until the database is
            closed. Then the rows are counted and some hundred compared with what was to be stored. All have the
            write-ahead log, `synchronous = FULL` and a page cache of 32 MiB. This library commits at
            least once a second, so that other processes can write meanwhile, and sooner where a thread waits to write; the
            others commit once, which is faster for them, unless it says otherwise. A resource has 8 labels and 4 annotations.

            ![Resources a second](load.svg)

            ![Resources a second by their number](growth.svg)

            ![Bytes of the database for a resource](bytes.svg)

            """);
    page.append("## This library beside the others\n\n")
        .append(
            "How many times as fast, in the same round. Unchanged: beside its own first load.\n\n")
        .append(
            "| mix | resources | plain JDBC | Jdbi | jOOQ, a statement a row | C | unchanged |"
                + " bytes |\n")
        .append("|---|---|---|---|---|---|---|---|\n");
    for (LabelMix mix : outcomes.mixes()) {
      for (long size : outcomes.sizes()) {
        page.append(beside(mix, size));
      }
    }
    for (LabelMix mix : outcomes.mixes()) {
      for (long size : outcomes.sizes()) {
        table(page, mix, size);
      }
    }
    page.append(NOTES).append('\n').append(machine());
    return page.toString();
  }

  private static final String NOTES =
      """

      ## Notes
      - Peer: one table `resource_tags` with labels and annotations as JSON text, a random UUID as text for its primary
        key, a unique index on type, namespace and name, one on `record_updated`, one on `sent_at`. Ours: the schema of
        this library, where every label is indexed as well.
      - “× plain JDBC” is by the faster of the two plain JDBC ways to commit into the peer's table at that size, named
        above the table.
      - On our schema every tool gets its rows from the same code, which keeps what is stored once in a dictionary and looks
        up what that has forgotten.
      - Again: `INSERT … ON CONFLICT (type, namespace, name) DO UPDATE … WHERE` something differs, in the form that the tool
        has for it. Hibernate has an upsert by the primary key only, which the natural key is not: it reads the rows of a
        portion, compares, and updates those that differ; on our schema it is left out. jOOQ's `batchInsert` and `Loader`
        have an upsert by the primary key only, too, and are left out.
      - C: one prepared statement, rows already made and in memory, so it neither makes objects nor JSON. Its memory includes
        those rows.
      - Making the objects: the same input, taken and not stored. It is part of everybody's time but C's.
      - CPU: all threads, compiler and garbage collector included. Memory: the most that the process had at once, warm-up
        included (`VmHWM`). Bytes: of the file after the first load, closed.
      """;

  private String machine() throws IOException, SQLException {
    return "## Run\n"
        + Machine.describe(
                "-Xmx128m",
                org.jooq.DSLContext.class,
                org.jdbi.v3.core.Jdbi.class,
                org.hibernate.Version.class,
                org.apache.ibatis.session.SqlSession.class)
            .strip()
        + " Filesystem "
        + Files.getFileStore(options.folder()).type()
        + ", SQLite "
        + driverSqlite()
        + ", C with "
        + (nativeSqlite.isEmpty() ? "nothing: it did not run" : nativeSqlite)
        + ". Each round is in [load.csv](load.csv). Made by\n`"
        + options.command()
        + "`.\n";
  }

  private String driverSqlite() throws SQLException {
    try (Connection connection =
            DataSources.of(options.folder().resolve("version.db")).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
      return row.getString(1);
    }
  }

  private String beside(LabelMix mix, long size) {
    String reference = outcomes.reference(mix, size);
    Spread ours = bytes(Contender.LIBRARY, mix, size);
    Spread peers = bytes(reference, mix, size);
    return Markdown.row(
        name(mix),
        String.format(Locale.ROOT, "%,d", size),
        text(library(reference, mix, size)),
        text(library("jdbi-peer", mix, size)),
        text(library("jooq-each-peer", mix, size)),
        text(library(Contender.C, mix, size)),
        text(
            outcomes.ratio(
                Contender.LIBRARY, Phase.UNCHANGED, Contender.LIBRARY, Phase.FIRST, mix, size)),
        ours == null || peers == null
            ? ""
            : String.format(Locale.ROOT, "%.2f", ours.median() / peers.median()));
  }

  private @Nullable Spread library(String other, LabelMix mix, long size) {
    return outcomes.ratio(Contender.LIBRARY, Phase.FIRST, other, Phase.FIRST, mix, size);
  }

  private @Nullable Spread bytes(String contender, LabelMix mix, long size) {
    return outcomes.measured(
        contender, mix, size, Phase.FIRST, one -> one.databaseBytes() / (double) size);
  }

  private void table(StringBuilder page, LabelMix mix, long size) {
    List<Contender> contenders = outcomes.contenders(mix, size);
    if (contenders.isEmpty()) {
      return;
    }
    String reference = outcomes.reference(mix, size);
    page.append(
            String.format(
                Locale.ROOT,
                "%n## %,d resources, %s%n%nPlain JDBC is %s here.%n%n",
                size,
                name(mix),
                Contender.of(reference).title()))
        .append(
            Markdown.row(
                "contender",
                "schema",
                "first load, resources/s",
                "× plain JDBC",
                "unchanged, resources/s",
                "5 % changed, resources/s",
                "bytes/resource",
                "CPU s",
                "memory, MiB"))
        .append("|---|---|---|---|---|---|---|---|---|\n");
    for (Contender contender : contenders) {
      page.append(line(contender, reference, mix, size));
    }
  }

  private String line(Contender contender, String reference, LabelMix mix, long size) {
    String id = contender.id();
    String problem =
        outcomes
            .of(id, mix, size)
            .map(Outcome::problem)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    Spread first = outcomes.rate(id, mix, size, Phase.FIRST);
    return Markdown.row(
        contender.title(),
        contender.stores() ? contender.schema().name().toLowerCase(Locale.ROOT) : "",
        first == null ? problem : first.text(),
        text(outcomes.ratio(id, Phase.FIRST, reference, Phase.FIRST, mix, size)),
        again(id, mix, size, Phase.UNCHANGED, problem),
        again(id, mix, size, Phase.CHANGED, problem),
        middle("%,.0f", bytes(id, mix, size)),
        middle("%.2f", outcomes.measured(id, mix, size, Phase.FIRST, Measurement::cpuSeconds)),
        middle(
            "%.0f",
            outcomes.measured(
                id, mix, size, Phase.FIRST, one -> one.peakBytes() / (double) (1 << 20))));
  }

  private String again(String id, LabelMix mix, long size, Phase phase, String problem) {
    Spread rate = outcomes.rate(id, mix, size, phase);
    return rate == null ? problem : rate.text();
  }

  private static String middle(String format, @Nullable Spread spread) {
    return spread == null ? "" : String.format(Locale.ROOT, format, spread.median());
  }

  private static String text(@Nullable Spread spread) {
    return spread == null ? "" : spread.text();
  }

  private static String name(LabelMix mix) {
    return switch (mix) {
      case SHARED -> "20 per label set";
      case DISTINCT -> "every label set distinct";
    };
  }

  private String rounds() {
    StringBuilder text = new StringBuilder();
    text.append(
        "contender,schema,mix,resources,round,load,problem,seconds,close_seconds,cpu_seconds,"
            + "allocated_bytes,peak_bytes,database_bytes\n");
    for (Outcome outcome : outcomes.all()) {
      String start =
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%d",
              outcome.contender().id(),
              outcome.contender().schema(),
              outcome.mix(),
              outcome.size(),
              outcome.round());
      for (Measurement one : outcome.measured()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,,%.6f,%.6f,%.6f,%d,%d,%d\n",
                start,
                one.phase(),
                one.seconds(),
                one.closeSeconds(),
                one.cpuSeconds(),
                one.allocatedBytes(),
                one.peakBytes(),
                one.databaseBytes()));
      }
      if (outcome.problem() != null) {
        text.append(start).append(",,\"").append(outcome.problem()).append("\",,,,,,\n");
      }
    }
    return text.toString();
  }

  private BarChart rates() {
    long size = outcomes.sizes().getLast();
    List<Series> series = new ArrayList<>();
    for (LabelMix mix : outcomes.mixes()) {
      series.add(
          new Series(
              name(mix),
              outcomes.contenders(mix, size).stream()
                  .filter(Contender::stores)
                  .map(one -> point(label(one), outcomes.rate(one.id(), mix, size, Phase.FIRST)))
                  .filter(Objects::nonNull)
                  .toList()));
    }
    return new BarChart(
        String.format(Locale.ROOT, "First load of %,d resources", size),
        "resources a second",
        series);
  }

  private LineChart growth() {
    LabelMix mix = LabelMix.SHARED;
    List<Series> series = new ArrayList<>();
    for (Contender contender : Contender.all()) {
      if (contender.main() && contender.stores()) {
        List<Series.Point> points = new ArrayList<>();
        for (long size : outcomes.sizes()) {
          Series.Point point =
              point(Long.toString(size), outcomes.rate(contender.id(), mix, size, Phase.FIRST));
          if (point != null) {
            points.add(point);
          }
        }
        if (!points.isEmpty()) {
          series.add(new Series(plain(contender.title()), points));
        }
      }
    }
    return new LineChart(
        "First load by the number of resources, " + name(mix),
        "resources",
        "resources a second",
        series);
  }

  private BarChart bytes() {
    long size = outcomes.sizes().getLast();
    List<Series> series = new ArrayList<>();
    for (LabelMix mix : outcomes.mixes()) {
      List<Series.Point> points = new ArrayList<>();
      Spread ours = bytes(Contender.LIBRARY, mix, size);
      Spread peers = bytes(outcomes.reference(mix, size), mix, size);
      if (ours != null) {
        points.add(new Series.Point("this library, labels indexed", ours.median()));
      }
      if (peers != null) {
        points.add(new Series.Point("the peer's table, labels as JSON", peers.median()));
      }
      series.add(new Series(name(mix), points));
    }
    return new BarChart(
        String.format(Locale.ROOT, "Database of %,d resources", size),
        "bytes for a resource",
        series);
  }

  private static Series.@Nullable Point point(String at, @Nullable Spread spread) {
    return spread == null
        ? null
        : new Series.Point(at, spread.median(), spread.low(), spread.high());
  }

  private static String label(Contender contender) {
    return plain(contender.title())
        + (contender.schema() == Schema.OURS && !contender.isLibrary() ? ", our schema" : "");
  }

  private static String plain(String title) {
    return title.replace("`", "");
  }
}
