// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsAndInfoTest {
  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"zone":"a"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p1","namespace":"shop","labels":{"app":"x","zone":"a"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p2","namespace":"shop","labels":{"app":"y","zone":"a"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p3","namespace":"ops","labels":{"app":"y","zone":"a"}}}
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"ops"}}
        """);
  }

  @Test
  void countsByTypeNamespaceAndLabelKeyMostFirst() {
    JsonNode stats = cli.run("stats", "-o", "json").endsWith(0).json();
    assertThat(stats.get("resources").intValue()).isEqualTo(5);
    assertThat(stats.get("types"))
        .isEqualTo(
            Cli.json(
                """
                [{"type":"Pod","resources":3},{"type":"Deployment.apps","resources":1},
                 {"type":"Node","resources":1}]
                """));
    assertThat(stats.get("namespaces"))
        .isEqualTo(
            Cli.json(
                """
                [{"namespace":"ops","resources":2},{"namespace":"shop","resources":2},
                 {"namespace":"","resources":1}]
                """));
    assertThat(stats.get("labelKeys"))
        .isEqualTo(
            Cli.json(
                """
                [{"key":"zone","resources":4,"values":1},{"key":"app","resources":3,"values":2}]
                """));
  }

  @Test
  void addsUpTheBytesOfTheTablesToThoseOfTheFile() throws IOException {
    JsonNode tables = cli.run("stats", "-o", "json").json().get("tables");
    long sum =
        StreamSupport.stream(tables.spliterator(), false)
            .mapToLong(table -> table.get("bytes").longValue())
            .sum();
    assertThat(tables).extracting(table -> table.get("name").textValue()).contains("resource_tags");
    // One page is SQLite's own map of the pages.
    assertThat(Files.size(cli.database()) - sum).isBetween(0L, 4096L);
  }

  @Test
  void printsTheCountsForPeople() {
    assertThat(cli.run("stats").endsWith(0).lines())
        .startsWith(
            "resources  5",
            "",
            "TYPE              RESOURCES",
            "Pod               3",
            "Deployment.apps   1",
            "Node              1",
            "",
            "NAMESPACE          RESOURCES",
            "ops                2",
            "shop               2",
            "(cluster-scoped)   1",
            "",
            "LABEL KEY   RESOURCES   VALUES",
            "zone        4           1",
            "app         3           2");
  }

  @Test
  void tellsVersionsSizesAndPragmas() throws IOException {
    JsonNode info = cli.run("info", "-o", "json").endsWith(0).json();
    assertThat(info.get("database").textValue()).isEqualTo(cli.database().toString());
    assertThat(info.get("bytes").longValue()).isEqualTo(Files.size(cli.database()));
    assertThat(info.get("freeBytes").longValue()).isZero();
    assertThat(info.get("walBytes").longValue()).isZero();
    assertThat(info.get("schemaVersion").textValue()).isEqualTo("4");
    assertThat(info.get("sqliteVersion").textValue()).matches("3\\.\\d+\\.\\d+");
    assertThat(info.get("driverVersion").textValue())
        .startsWith(info.get("sqliteVersion").textValue());
    assertThat(info.get("javaVersion").textValue()).isEqualTo(System.getProperty("java.version"));
    JsonNode pragmas = info.get("pragmas");
    assertThat(pragmas.get("journal_mode").textValue()).isEqualTo("wal");
    assertThat(pragmas.get("auto_vacuum").textValue()).isEqualTo("2");
    assertThat(pragmas.get("foreign_keys").textValue()).isEqualTo("1");
    assertThat(pragmas.get("trusted_schema").textValue()).isEqualTo("0");
    assertThat(pragmas.get("page_count").asLong() * pragmas.get("page_size").asLong())
        .isEqualTo(info.get("bytes").longValue());
  }

  @Test
  void tellsTheSameForPeople() {
    assertThat(cli.run("info").endsWith(0).lines())
        .contains(
            "database        " + cli.database(),
            "schema version  4",
            "Java            " + System.getProperty("java.version"),
            "pragmas",
            "  journal_mode = wal");
  }
}
