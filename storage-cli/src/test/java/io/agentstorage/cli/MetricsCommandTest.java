// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCommandTest {
  private static final String SCRAPE =
      """
      # HELP node_load1 1m load average.
      # TYPE node_load1 gauge
      node_load1 0.10
      # TYPE http_requests_total counter
      http_requests_total{code="200",path="/a b"} 1.7664e+09
      http_requests_total{code="500",path="/"} NaN
      http_requests_total{code="404",path="/"} 12345678901234567890 1770091200000
      """;

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  private Cli.Result metrics(String command, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("metrics", command, "--db", cli.database().toString()));
    all.addAll(List.of(arguments));
    return Cli.plain("", all.toArray(String[]::new));
  }

  private void loadScrape() {
    metrics(
            "load",
            "--at",
            "2026-02-03T10:00:00Z",
            "--label",
            "node=n1",
            "--cluster-name",
            "prod",
            cli.file("scrape.prom", SCRAPE))
        .endsWith(0);
  }

  @Test
  void aScrapeIsLoadedAndAskedFor() {
    loadScrape();

    Cli.Result found =
        metrics("query", "http_requests_total", "-l", "code in (200,404)", "-o", "json")
            .endsWith(0);

    assertThat(found.json()).hasSize(2);
    JsonNode first = found.json().get(0);
    assertThat(first.get("name").asText()).isEqualTo("http_requests_total");
    assertThat(first.get("node").asText()).isEqualTo("n1");
    assertThat(first.get("clusterName").asText()).isEqualTo("prod");
    assertThat(first.get("labels").get("path").asText()).isEqualTo("/a b");
    assertThat(first.get("value").asText()).isEqualTo("1.7664e+09");
    assertThat(first.get("timestamp").asText()).isEqualTo("2026-02-03T10:00:00Z");
    assertThat(found.json().get(1).get("value").asText()).isEqualTo("12345678901234567890");
    assertThat(found.json().get(1).get("timestamp").asText()).isEqualTo("2026-02-03T04:00:00Z");
  }

  @Test
  void loadingAgainChangesNothing() {
    loadScrape();

    JsonNode report =
        metrics(
                "load",
                "-o",
                "json",
                "--at",
                "2026-02-03T10:00:00Z",
                "--label",
                "node=n1",
                "--cluster-name",
                "prod",
                folder.resolve("scrape.prom").toString())
            .endsWith(0)
            .json();

    assertThat(report.get("unchanged").asInt()).isEqualTo(4);
    assertThat(report.get("inserted").asInt() + report.get("updated").asInt()).isZero();
  }

  @Test
  void aFileThatIsWrongIsRefusedAsAWholeAndOthersAreLoaded() {
    String wrong = cli.file("a-wrong.prom", "good 1\nbad{x=1} 2\n");
    String good = cli.file("b-good.prom", "fine 1\n");

    Cli.Result result = metrics("load", "-o", "json", wrong, good).endsWith(1);

    assertThat(result.json().get("refused").asInt()).isEqualTo(1);
    assertThat(result.json().get("inserted").asInt()).isEqualTo(1);
    assertThat(result.err()).contains("a-wrong.prom, line 2, column 7");
    assertThat(metrics("query", "-o", "json").endsWith(0).json())
        .extracting(sample -> sample.get("name").asText())
        .containsExactly("fine");
  }

  @Test
  void whatIsGoodOfAWrongFileIsKeptIfThatIsWished() {
    String wrong = cli.file("wrong.prom", "good 1\nbad{x=1} 2\nlast 3\n");

    Cli.Result result = metrics("load", "-o", "json", "--keep-good", wrong).endsWith(1);

    assertThat(result.json().get("rejected").asInt()).isEqualTo(1);
    assertThat(result.json().get("inserted").asInt()).isEqualTo(2);
    assertThat(result.err()).contains("line 2");
  }

  @Test
  void standardInputIsPrometheusText() {
    Cli.Result result =
        Cli.plain(
            "up 1\n", "metrics", "load", "--db", cli.database().toString(), "-o", "json", "-");

    assertThat(result.endsWith(0).json().get("inserted").asInt()).isEqualTo(1);
  }

  @Test
  void theLatestOfEachSeriesAndATimeRangeArePrinted() {
    for (int minute = 0; minute < 3; minute++) {
      metrics(
              "load",
              "--at",
              "2026-02-03T10:0" + minute + ":00Z",
              cli.file("up.prom", "up{job=\"a\"} " + minute + "\nup{job=\"b\"} " + minute + "\n"))
          .endsWith(0);
    }

    assertThat(metrics("query", "--latest", "-o", "csv").endsWith(0).lines())
        .containsExactly(
            "timestamp,created_at,cluster_name,cloud_account_id,metric_name,node_name,labels,value",
            metrics("query", "--latest", "-o", "csv").lines().get(1),
            metrics("query", "--latest", "-o", "csv").lines().get(2))
        .filteredOn(line -> line.endsWith(",2"))
        .hasSize(2);
    assertThat(
            metrics(
                    "query",
                    "up",
                    "--label",
                    "job=b",
                    "--from",
                    "2026-02-03T10:01:00Z",
                    "--to",
                    "2026-02-03T10:02:00Z",
                    "-o",
                    "ndjson")
                .endsWith(0)
                .lines())
        .singleElement()
        .satisfies(line -> assertThat(Cli.json(line).get("value").asText()).isEqualTo("1"));
    assertThat(metrics("query", "--limit", "1").endsWith(0).lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("TIMESTAMP +NAME +NODE +VALUE +LABELS"),
            row -> assertThat(row).contains("2026-02-03T10:00:00Z", "up", "job=a"));
  }

  @Test
  void aWrongSelectorOrTimeIsAWrongCommandLine() {
    loadScrape();

    assertThat(metrics("query", "-l", "a in b").endsWith(2).err()).contains("a in b");
    assertThat(metrics("query", "--from", "yesterday").endsWith(2).err())
        .contains("--from: \"yesterday\" is no time");
    assertThat(
            metrics("export", "--format", "xml", "--into", folder.resolve("x").toString())
                .endsWith(2)
                .err())
        .contains("--format must be json.br, parquet or csv");
  }

  @Test
  void whatIsExportedAndLoadedElsewhereIsTheSame() throws IOException, SQLException {
    loadScrape();
    String all = metrics("query", "-o", "csv").endsWith(0).out();
    Path parquet = folder.resolve("all.parquet");
    Path files = folder.resolve("outgoing");
    metrics("export", "--format", "parquet", "--into", parquet.toString()).endsWith(0);
    metrics("export", "--format", "json.br", "--into", files.toString()).endsWith(0);
    Path csv = folder.resolve("all.csv");
    metrics("export", "--format", "csv", "--into", csv.toString()).endsWith(0);

    assertThat(Files.readString(csv)).isEqualTo(all);
    for (Path source : List.of(parquet, files)) {
      Cli other = new Cli(Files.createTempDirectory(folder, "other"));
      Cli.plain("", "metrics", "load", "--db", other.database().toString(), source.toString())
          .endsWith(0);
      assertThat(
              Cli.plain("", "metrics", "query", "--db", other.database().toString(), "-o", "csv")
                  .endsWith(0)
                  .out())
          .as("through " + source.getFileName())
          .isEqualTo(all);
    }
    assertThat(rowsByAnotherReader(parquet))
        .containsExactlyInAnyOrder(
            "node_load1 n1 prod 2026-02-03T10 0.10",
            "http_requests_total n1 prod 2026-02-03T10 1.7664e+09",
            "http_requests_total n1 prod 2026-02-03T10 NaN",
            "http_requests_total n1 prod 2026-02-03T04 12345678901234567890");
  }

  private static List<String> rowsByAnotherReader(Path parquet) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT metric_name || ' ' || node_name || ' ' || cluster_name || ' ' || year ||"
                    + " '-' || lpad(month, 2, '0') || '-' || lpad(day, 2, '0') || 'T' || lpad(hour,"
                    + " 2, '0') || ' ' || value FROM '"
                    + parquet
                    + "'")) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  @Test
  void filesAreListedPrintedCheckedAndConverted() throws IOException {
    loadScrape();
    Path files = folder.resolve("outgoing");
    metrics("export", "--format", "json.br", "--into", files.toString()).endsWith(0);
    Path parquet = folder.resolve("made.parquet");

    JsonNode listed =
        Cli.plain("", "files", "ls", files.toString(), "-o", "json").endsWith(0).json();
    assertThat(listed).hasSize(1);
    Path file = files.resolve(listed.get(0).get("name").asText());
    assertThat(listed.get(0).get("bytes").asLong()).isEqualTo(Files.size(file));
    Cli.plain("", "files", "to-parquet", "--into", parquet.toString(), files.toString())
        .endsWith(0);
    String byFiles = Cli.plain("", "files", "cat", files.toString(), "-o", "csv").endsWith(0).out();
    assertThat(byFiles.lines()).hasSize(5);
    assertThat(Cli.plain("", "files", "cat", parquet.toString(), "-o", "csv").endsWith(0).out())
        .isEqualTo(byFiles);
    Cli.plain("", "files", "verify", files.toString(), parquet.toString()).endsWith(0);

    byte[] bytes = Files.readAllBytes(parquet);
    bytes[bytes.length / 3] ^= 1;
    Files.write(parquet, bytes);
    Cli.Result damaged =
        Cli.plain("", "files", "verify", "-o", "json", files.toString(), parquet.toString())
            .endsWith(1);
    assertThat(damaged.json().get(0).get("rows").asInt()).isEqualTo(4);
    assertThat(damaged.json().get(0).get("problem").asText()).isEqualTo("-");
    assertThat(damaged.json().get(1).get("problem").asText()).contains("made.parquet");
  }

  @Test
  void whatIsArchivedIsInFilesAndNoLongerInTheDatabase() throws IOException, SQLException {
    loadScrape();
    Path archive = folder.resolve("archive");

    metrics("archive", "--before", "2026-02-03T09:00:00Z", "--into", archive.toString())
        .endsWith(0);

    assertThat(metrics("query", "-o", "json").endsWith(0).json())
        .hasSize(3)
        .noneMatch(sample -> sample.get("labels").path("code").asText().equals("404"));
    List<Path> parts;
    try (Stream<Path> files = Files.list(archive)) {
      parts = files.toList();
    }
    assertThat(parts).hasSize(1);
    assertThat(rowsByAnotherReader(parts.getFirst()))
        .containsExactly("http_requests_total n1 prod 2026-02-03T04 12345678901234567890");
    assertThat(
            metrics("archive", "--before", "2100-01-01", "--into", archive.toString())
                .endsWith(2)
                .err())
        .contains("--before must be in the past");
  }

  @Test
  void whatRetentionLetsGoIsInTheArchiveIfItHasOne() throws IOException, SQLException {
    loadScrape();
    Path archive = folder.resolve("kept").resolve("samples");

    Cli.plain(
            "",
            "retention",
            "run",
            "--db",
            cli.database().toString(),
            "--keep",
            "samples=1d",
            "--archive",
            archive.toString())
        .endsWith(0);

    assertThat(metrics("query", "-o", "json").endsWith(0).json()).isEmpty();
    assertThat(rowsByAnotherReader(archive.resolve("*.parquet")))
        .hasSize(4)
        .contains("http_requests_total n1 prod 2026-02-03T04 12345678901234567890");
  }

  @Test
  void aFileThatIsThereIsNeverOverwritten() throws IOException {
    loadScrape();
    Path there = Files.writeString(folder.resolve("there"), "mine");

    for (String format : List.of("parquet", "csv")) {
      metrics("export", "--format", format, "--into", there.toString()).endsWith(3);
    }

    assertThat(Files.readString(there)).isEqualTo("mine");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }
}
