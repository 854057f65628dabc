// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RetentionCommandsTest {
  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void load() {
    cli = new Cli(folder);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p1","namespace":"shop","labels":{"app":"x"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p2","namespace":"shop","labels":{"app":"y"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p3","namespace":"shop","labels":{"app":"y"}}}
        """);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p1","namespace":"shop","labels":{"app":"z"}}}
        """);
  }

  private void sendAll() {
    try (SqliteDatabase db = SqliteDatabase.open(cli.database())) {
      Outbox outbox = new OutboxRepository(db);
      outbox.acknowledge(outbox.pending(100, Long.MAX_VALUE), Instant.now());
    }
  }

  private Cli.Result retention(String command, String... arguments) {
    String[] words = new String[arguments.length + 4];
    words[0] = "retention";
    words[1] = command;
    words[2] = "--db";
    words[3] = cli.database().toString();
    System.arraycopy(arguments, 0, words, 4, arguments.length);
    return Cli.plain("", words);
  }

  private static JsonNode of(JsonNode report, String name) {
    for (JsonNode one : report.get("classes")) {
      if (one.get("class").textValue().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no class " + name + " in " + report);
  }

  private int resources() {
    return cli.run("stats", "-o", "json").endsWith(0).json().get("resources").intValue();
  }

  @Test
  void aPlanSaysWhatARunDeletes() {
    sendAll();
    String[] keep = {
      "--keep", "history=0s", "--keep", "resources=1rows", "-o", "json",
    };

    JsonNode plan = retention("plan", keep).endsWith(0).json();
    assertThat(of(plan, "history").get("rows").intValue()).isOne();
    assertThat(of(plan, "resources").get("rows").intValue()).isEqualTo(2);
    assertThat(of(plan, "resources").get("bytesMeasured").booleanValue()).isFalse();
    assertThat(resources()).isEqualTo(3);
    JsonNode report = retention("run", keep).endsWith(0).json();

    for (String name : new String[] {"history", "resources", "sets", "tombstones", "samples"}) {
      assertThat(of(report, name).get("rows")).as(name).isEqualTo(of(plan, name).get("rows"));
    }
    assertThat(resources()).isOne();
    assertThat(cli.run("get", "pod/shop/p1").endsWith(0).out()).contains("z");
  }

  @Test
  void aDryRunIsAPlan() {
    sendAll();

    String plan = retention("plan", "--keep", "resources=0rows").endsWith(0).out();
    String dry = retention("run", "--dry-run", "--keep", "resources=0rows").endsWith(0).out();

    assertThat(dry).isEqualTo(plan).contains("resources", "would be deleted; nothing is");
    assertThat(plan).contains("more than 0 rows").contains("~");
    assertThat(resources()).isEqualTo(3);
  }

  @Test
  void whatWasNotSentStays() {
    String out =
        retention("run", "--keep", "resources=0rows", "--budget", "1KiB").endsWith(0).out();

    assertThat(out).contains("rows and files deleted");
    assertThat(resources()).isEqualTo(3);
  }

  @Test
  void uploadedFilesGo() throws Exception {
    Path metrics = Files.createDirectories(folder.resolve("metrics"));
    Path uploaded = Files.createDirectories(metrics.resolve("uploaded"));
    Files.write(uploaded.resolve("metrics_1_2.json.br"), new byte[100]);
    Files.write(metrics.resolve("metrics_1_2.json.br"), new byte[100]);

    JsonNode report =
        retention("run", "--files", metrics.toString(), "-o", "json").endsWith(0).json();

    assertThat(of(report, "files").get("rows").intValue()).isOne();
    assertThat(uploaded).isEmptyDirectory();
    assertThat(metrics.resolve("metrics_1_2.json.br")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "--keep, history=soon, no limit",
    "--keep, pictures=3d, no such class",
    "--keep, files=3d, no such class",
    "--keep, history=0.5d, no limit",
    "--budget, much, is no size",
    "--budget, 0B, is no size",
    "--keep-free, -1MiB, is no size"
  })
  void whatIsWrongIsRefused(String option, String value, String message) {
    Cli.Result result = retention("plan", option, value).endsWith(2);
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void noCommandIsRefused() {
    assertThat(Cli.plain("", "retention").endsWith(2).err()).startsWith("Missing command");
  }

  @Test
  void diskAddsUp() throws Exception {
    Path metrics = Files.createDirectories(folder.resolve("metrics"));
    Files.write(metrics.resolve("one"), new byte[1_000]);

    JsonNode disk =
        cli.run("disk", "--files", metrics.toString(), "--budget", "1GiB", "-o", "json")
            .endsWith(0)
            .json();

    long database = disk.get("databaseBytes").longValue();
    assertThat(database).isEqualTo(Files.size(cli.database()));
    assertThat(disk.get("totalBytes").longValue())
        .isEqualTo(database + disk.get("logBytes").longValue() + 1_000);
    assertThat(disk.get("usedBytes").longValue())
        .isEqualTo(disk.get("totalBytes").longValue() - disk.get("freeBytes").longValue());
    assertThat(disk.get("level").textValue()).isEqualTo("none");
    assertThat(disk.has("secondsToFull")).as("nobody ran retention").isFalse();
    assertThat(disk.get("labelSets").get("sets").intValue()).isEqualTo(3);
    long tables = 0;
    for (JsonNode table : disk.get("tables")) {
      tables += table.get("bytes").longValue();
    }
    // Two kinds of pages belong to no table: the one of locks, and those that say where each page
    // is used.
    assertThat(tables).isBetween(database * 9 / 10 - disk.get("freeBytes").longValue(), database);
  }

  @Test
  void diskHasBarsAndAForecastForPeople() {
    retention("run").endsWith(0);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p9","annotations":{"a":"%s"}}}
        """
            .formatted(incompressible()));
    retention("run").endsWith(0);

    String disk = cli.run("disk", "--budget", "300KiB").endsWith(0).out();

    assertThat(disk)
        .containsPattern("in use in the database +[\\d,]+ +[\\d.]+ % +\\[#+\\.*\\]")
        .contains("free in the database")
        .containsPattern("budget 300.0 KiB \\[#+\\.*\\] [\\d.]+ % in use, level \\w+")
        .containsPattern("grows by .* a day; full in \\d+ (days|hours|minutes)")
        .containsPattern("(?m)^resource_tags +[\\d,]+ +[\\d.]+ % +\\[#+\\.*\\]$");
    assertThat(cli.run("disk", "--no-tables").endsWith(0).out()).doesNotContain("resource_tags");
  }

  private static String incompressible() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
