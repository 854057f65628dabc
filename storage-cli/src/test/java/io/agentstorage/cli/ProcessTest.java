// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: pipes that close, full disks and signals. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProcessTest {
  private static final String NUMBERS =
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) ";

  @TempDir Path folder;

  private ProcessBuilder command(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.agentstorage.cli.Main"));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectError(folder.resolve("err").toFile());
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  @Test
  void stopsQuietlyWhenItsReaderWantsNoMore() throws IOException, InterruptedException {
    Process process = command("generate", "--resources", "10000000").start();
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.readLine()).startsWith("{");
    }
    // It would write for minutes, were it not stopped by the closed pipe.
    assertThat(process.waitFor()).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void endsAQueryWithoutEndWhenItsReaderWantsNoMore() throws IOException, InterruptedException {
    Process process = sql(NUMBERS + "SELECT x FROM c");
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.readLine()).isEqualTo("{\"x\":1}");
    }
    assertThat(process.waitFor()).as(err()).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void endsAQueryThatGivesNothingAtCtrlC() throws IOException, InterruptedException {
    // More than what is buffered on the way, and then it counts for ever.
    Process process = sql(NUMBERS + "SELECT printf('%0200000d', x) AS x FROM c WHERE x < 2");
    try (BufferedReader reader = process.inputReader()) {
      assertThat(reader.read()).isEqualTo('{');
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      assertThat(process.waitFor()).as(err()).isEqualTo(130);
    }
    assertThat(err()).isEmpty();
  }

  private Process sql(String query) throws IOException {
    Cli cli = new Cli(folder);
    cli.load("");
    return command("sql", "--db", cli.database().toString(), "-o", "ndjson", query).start();
  }

  @Test
  void failsWhenStandardOutputIsFull() throws IOException, InterruptedException {
    Path full = Path.of("/dev/full");
    boolean there = Files.exists(full);
    assertThat(there || System.getenv("CI") == null).as("CI has /dev/full").isTrue();
    assumeTrue(there, "there is no /dev/full on this system");
    Process process = command("generate").redirectOutput(full.toFile()).start();

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(err().lines())
        .singleElement()
        .asString()
        .startsWith("agent-storage: standard output cannot be written: ");
  }

  @Test
  void storesAndReportsAtCtrlCWhatStandardInputGaveSoFar()
      throws IOException, InterruptedException {
    Cli cli = new Cli(folder);
    Path out = folder.resolve("out");
    Process process =
        command("load", "--db", cli.database().toString(), "-o", "json", "-")
            .redirectOutput(out.toFile())
            .start();
    // One chunk and a half: the first is committed while the second waits for more.
    OutputStream input = process.getOutputStream();
    for (int i = 0; i < 15_000; i++) {
      String pod =
          "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n" + i + "\"}}\n";
      input.write(pod.getBytes(StandardCharsets.UTF_8));
    }
    input.flush();
    Path log = folder.resolve("test.db-wal");
    while (!Files.exists(log) || Files.size(log) < 500_000) {
      assertThat(process.isAlive()).as(err()).isTrue();
      LockSupport.parkNanos(1_000_000); // a spin would take the core that the child needs
    }

    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor()).as(err()).isEqualTo(130);
    JsonNode report = Cli.json(Files.readString(out));
    assertThat(report.get("interrupted").booleanValue()).isTrue();
    assertThat(report.get("rejected").intValue()).isZero();
    long inserted = report.get("inserted").longValue();
    assertThat(inserted).isBetween(10_000L, 15_000L);
    assertThat(cli.run("stats", "-o", "json").json().get("resources").longValue())
        .isEqualTo(inserted);
    assertThat(err()).isEmpty();
  }

  @Test
  void goesOnWithACopyThatCtrlCHasStopped() throws IOException, InterruptedException {
    Cli cli = new Cli(folder);
    cli.load(Cli.plain("", "generate", "--resources", "20000").endsWith(0).out());
    Path out = folder.resolve("out");
    Path target = folder.resolve("target.db");
    String[] copy = {
      "copy", "--from", cli.database().toString(), "--to", target.toString(), "-o", "json"
    };
    Process process = command(copy).redirectOutput(out.toFile()).start();
    Path log = folder.resolve("target.db-wal");
    while (!Files.exists(log) || Files.size(log) < 500_000) {
      assertThat(process.isAlive()).as(err()).isTrue();
      LockSupport.parkNanos(1_000_000);
    }

    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor()).as(err()).isEqualTo(130);
    JsonNode report = Cli.json(Files.readString(out));
    assertThat(report.get("interrupted").booleanValue()).isTrue();
    assertThat(report.get("tables").get(5).get("sha256").isNull()).isTrue();
    assertThat(err()).isEqualTo("agent-storage: the copy was stopped; running it again goes on\n");

    JsonNode next = Cli.plain("", copy).endsWith(0).json();
    assertThat(next.get("tables").get(4).get("rows").longValue()).isEqualTo(20_000);
    JsonNode nothing = Cli.plain("", copy).endsWith(0).json();
    assertThat(nothing.get("written").longValue()).isZero();
    long both = report.get("written").longValue() + next.get("written").longValue();
    long rows = 0;
    for (JsonNode table : nothing.get("tables")) {
      rows += table.get("rows").longValue();
    }
    assertThat(both).as("none written twice").isEqualTo(rows);
  }
}
