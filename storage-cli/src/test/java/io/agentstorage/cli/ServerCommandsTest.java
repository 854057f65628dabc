// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.testkit.fault.ChildJvm;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a server, beside the same on a file. */
@Timeout(180)
class ServerCommandsTest {
  private static final String POD =
      """
      {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "cart", "namespace": "shop",
       "labels": {"app": "cart", "team": "%s"}, "annotations": {"note": "kept"}}}
      """;

  @TempDir Path folder;
  private Cli file;
  private String server;

  @BeforeEach
  void open() throws SQLException {
    file = new Cli(folder);
    PostgresServer shared = PostgresServer.shared();
    server = shared.url(shared.createDatabase());
  }

  private Cli.Result onServer(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--db", server));
    all.addAll(List.of(arguments));
    return Cli.plain("", all.toArray(String[]::new));
  }

  private void loadBoth() {
    String sample = Cli.plain("", "generate", "--resources", "300").endsWith(0).out();
    for (String content :
        List.of(sample, POD.formatted("core"), POD.formatted("web"), POD.formatted("web"))) {
      String input = file.file("input", content);
      JsonNode onFile = file.run("load", "-o", "json", input).endsWith(0).report();
      JsonNode there =
          onServer("load", "--cluster", "prod-eu", "-o", "json", input).endsWith(0).report();
      for (String count : List.of("inserted", "updated", "unchanged", "rejected")) {
        assertThat(there.get(count)).as(count).isNotNull().isEqualTo(onFile.get(count));
      }
    }
  }

  @Test
  void whatIsAskedIsAnsweredAsOnAFile() {
    loadBoth();

    for (List<String> question :
        List.of(
            List.of("find", "-o", "csv"),
            List.of("find", "-l", "app in (cart,web),!legacy", "-o", "csv"),
            List.of("find", "-l", "team", "--limit", "7", "-o", "csv"),
            List.of("get", "pod/shop/cart"),
            List.of("coverage", "--labels", "team"))) {
      String[] rest = question.subList(1, question.size()).toArray(String[]::new);
      assertThat(comparable(onServer(question.get(0), rest).endsWith(0).out()))
          .as("%s", question)
          .isNotEmpty()
          .isEqualTo(comparable(file.run(question.get(0), rest).endsWith(0).out()));
    }
  }

  /** Ids and times are each database's own, and reports name where they come from. */
  private static String comparable(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\\S*(test\\.db|/test_\\d+)\\S*", "DATABASE");
  }

  @Test
  void historyChangesPendingAndDeleteWorkOnAServer() {
    loadBoth();

    assertThat(onServer("history", "pod/shop/cart", "-o", "json").endsWith(0).json()).isNotEmpty();
    assertThat(onServer("history", "pod/shop/cart").endsWith(0).out()).contains("core", "web");
    assertThat(onServer("changes", "--since", "1h").endsWith(0).lines()).hasSizeGreaterThan(4);
    JsonNode pending = onServer("pending", "-o", "json").endsWith(0).json();
    assertThat(pending.get("resources").asInt()).isEqualTo(301);
    onServer("delete", "pod/shop/cart").endsWith(0);
    assertThat(onServer("get", "pod/shop/cart").status()).isNotZero();
    assertThat(onServer("pending", "-o", "json").endsWith(0).json().get("ends").asInt())
        .isEqualTo(1);
  }

  @Test
  void statsCountTheSameAndNameTheServersTables() {
    loadBoth();

    JsonNode there = onServer("stats", "-o", "json").endsWith(0).json();
    JsonNode onFile = file.run("stats", "-o", "json").endsWith(0).json();

    for (String part : List.of("resources", "types", "namespaces", "labelKeys")) {
      assertThat(there.get(part)).as(part).isEqualTo(onFile.get(part));
    }
    assertThat(there.get("tables"))
        .anySatisfy(
            table -> {
              assertThat(table.get("name").asText()).isEqualTo("resource_tags");
              assertThat(table.get("bytes").asLong()).isPositive();
            });
  }

  @Test
  void infoTellsServerClusterAndRoleButNoPassword() {
    loadBoth();

    JsonNode info = onServer("info", "-o", "json").endsWith(0).json();

    assertThat(info.get("cluster").asText()).isEqualTo("prod-eu");
    assertThat(info.get("role").asText()).isEqualTo("postgres");
    assertThat(info.get("schemaVersion").asText()).isEqualTo("4");
    assertThat(info.get("serverVersion").asText()).matches("1[5-9].*");
    assertThat(onServer("info").endsWith(0).out())
        .contains("PostgreSQL")
        .doesNotContain(":postgres@");
  }

  @Test
  void sqlIsTheServersOwnAndCannotWrite() {
    loadBoth();

    assertThat(
            onServer(
                    "sql",
                    "-o",
                    "csv",
                    "SELECT name FROM resource WHERE labels @> '{\"app\": \"cart\"}' AND namespace"
                        + " = 'shop' AND name = 'cart'")
                .endsWith(0)
                .lines())
        .containsExactly("name", "cart");
    for (String wrong :
        List.of(
            "DELETE FROM resource_tags",
            "COMMIT; DELETE FROM resource_tags",
            "SELECT 1; SELECT 2",
            "SELEKT 1",
            "SELECT no_such FROM resource_tags",
            "WITH gone AS (DELETE FROM resource_tags RETURNING 1) SELECT * FROM gone",
            "SELECT 1/0",
            "SELECT setval('cluster_id_seq', 7)")) {
      assertThat(onServer("sql", wrong).endsWith(2).err()).as(wrong).contains("the query is wrong");
    }
    assertThat(onServer("sql", "-o", "csv", "SELECT count(*) FROM resource_tags").lines())
        .containsExactly("count", "301");
  }

  @Test
  void aCopyToTheServerAndBackHasEqualHashes() {
    loadBoth();
    String back = folder.resolve("back.db").toString();
    String source = file.database().toString();

    JsonNode there = copy(source, server, "--cluster", "copied");
    JsonNode here = copy(server, back, "--cluster", "copied");
    JsonNode again = copy(source, server, "--cluster", "copied");

    assertThat(there.get("written").asLong()).isGreaterThan(301);
    assertThat(again.get("written").asLong()).isZero();
    assertThat(hashes(here)).hasSize(9).isEqualTo(hashes(there)).isEqualTo(hashes(again));
    assertThat(Cli.plain("", "find", "--db", back, "-o", "ndjson").endsWith(0).out())
        .isEqualTo(file.run("find", "-o", "ndjson").endsWith(0).out());
  }

  private static JsonNode copy(String from, String to, String... options) {
    List<String> all = new ArrayList<>(List.of("copy", "--from", from, "--to", to, "-o", "json"));
    all.addAll(List.of(options));
    return Cli.plain("", all.toArray(String[]::new)).endsWith(0).json();
  }

  private static List<String> hashes(JsonNode report) {
    return report.get("tables").findValuesAsText("sha256");
  }

  @Test
  void whichOfSeveralClustersMustBeSaid() {
    String input = file.file("input", POD.formatted("core"));
    onServer("load", "--cluster", "one", input).endsWith(0);
    onServer("find").endsWith(0);
    onServer("load", "--cluster", "two", input).endsWith(0);

    assertThat(onServer("find").endsWith(3).err()).contains("one, two");
    assertThat(onServer("find", "--cluster", "two", "-o", "csv").endsWith(0).lines()).hasSize(2);
    assertThat(onServer("find", "--cluster", "three").endsWith(3).err()).contains("three");
    assertThat(onServer("delete", "--cluster", "three", "pod/shop/cart").endsWith(3).err())
        .contains("three");
    assertThat(file.run("find", "--cluster", "one").endsWith(2).err())
        .contains("leave --cluster out");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithoutThePassword() {
    String closed = "postgresql://someone:secret-word@127.0.0.1:1/fleet";

    Cli.Result failed = Cli.plain("", "find", "--db", closed);

    assertThat(failed.status()).isEqualTo(3);
    assertThat(failed.err()).contains("127.0.0.1:1/fleet").doesNotContain("secret-word");
    assertThat(Cli.plain("", "find", "--db", "postgresql://user:secret-word@/x").endsWith(3).err())
        .contains("postgresql://user@host:5432/database")
        .doesNotContain("secret-word");
  }

  @Test
  void aSyncThatIsStartedBeforeItsServerWaitsForIt() throws Exception {
    file.load(POD.formatted("core"));
    try (PostgresServer own = PostgresServer.start()) {
      String url = own.url(own.createDatabase());
      own.stop();
      try (ChildJvm sync =
          ChildJvm.running(
                  Main.class,
                  "sync",
                  "--from",
                  file.database().toString(),
                  "--to",
                  url,
                  "--interval",
                  "100ms")
              .start()) {
        await(sync, "trying again");
        own.restart();
        await(sync, "resources 1");
      }
    }
  }

  private static void await(ChildJvm child, String part) {
    while (child.output().stream().noneMatch(line -> line.contains(part))) {
      assertThat(child.isAlive()).as(String.join("\n", child.output())).isTrue();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
