// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlCommandTest {
  private static final String VALUES =
      "SELECT 1 AS a, 'x,\"y\"' AS b, NULL AS a, '' AS b_2, 9223372036854775807 AS big,"
          + " 0.1 AS real, -9e999 AS inf, x'00ff' AS bytes,"
          + " x'0190a0b0c0d07e0f8102030405060708' AS b";

  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"zone":"a"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p1","namespace":"shop"}}
        """);
  }

  @Test
  void printsColumnsForPeopleUnlessAskedOtherwise() {
    assertThat(
            cli.run("sql", "SELECT type, namespace, uid FROM resource ORDER BY name")
                .endsWith(0)
                .lines())
        .containsExactly(
            "type   namespace   uid", "Node               NULL", "Pod    shop        NULL");
  }

  @Test
  void printsEachValueExactly() {
    assertThat(cli.run("sql", VALUES).endsWith(0).lines().getLast().split(" {3,}"))
        .containsExactly(
            "1",
            "x,\"y\"",
            "NULL",
            "9223372036854775807",
            "0.1",
            "-Inf",
            "00ff",
            "0190a0b0-c0d0-7e0f-8102-030405060708");
    assertThat(cli.run("sql", VALUES, "-o", "csv").endsWith(0).out())
        .isEqualTo(
            "a,b,a,b_2,big,real,inf,bytes,b\n"
                + "1,\"x,\"\"y\"\"\",,\"\",9223372036854775807,0.1,-Inf,00ff,"
                + "\"0190a0b0-c0d0-7e0f-8102-030405060708\"\n");
    String object =
        "{\"a\":1,\"b\":\"x,\\\"y\\\"\",\"a_2\":null,\"b_2\":\"\",\"big\":9223372036854775807,"
            + "\"real\":0.1,\"inf\":-9.0e+999,\"bytes\":\"00ff\","
            + "\"b_3\":\"0190a0b0-c0d0-7e0f-8102-030405060708\"}";
    assertThat(cli.run("sql", VALUES, "-o", "ndjson").endsWith(0).out()).isEqualTo(object + "\n");
    assertThat(cli.run("sql", VALUES, "-o", "json").endsWith(0).out().replaceAll("\\s", ""))
        .isEqualTo("[" + object + "]");
  }

  @Test
  void findsAResourceByTheIdThatItPrints() {
    JsonNode node = cli.run("get", "node/n1", "-o", "json").endsWith(0).json();
    String id = node.get("id").textValue();
    String query = "SELECT id, name FROM resource WHERE id = unhex('" + id + "', '-')";
    assertThat(cli.run("sql", query, "-o", "ndjson").json())
        .isEqualTo(Cli.json("{\"id\":\"" + id + "\",\"name\":\"n1\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          table  | a   b\\n
          csv    | a,b\\n
          json   | [ ]\\n
          ndjson | ''
          """)
  void printsAnEmptyResultInEachFormat(String format, String expected) {
    assertThat(cli.run("sql", "SELECT 1 AS a, 2 AS b WHERE 0", "-o", format).endsWith(0).out())
        .isEqualTo(expected.replace("\\n", "\n"));
  }

  @Test
  void printsAsManyRowsAsTheLimitSays() {
    String endless =
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    assertThat(cli.run("sql", endless, "--limit", "2", "-o", "csv").endsWith(0).lines())
        .containsExactly("x", "1", "2");
    assertThat(cli.run("sql", endless, "--limit", "0", "-o", "csv").endsWith(0).lines())
        .containsExactly("x");
    assertThat(cli.run("sql", endless, "--limit", "-1").endsWith(2).err())
        .contains("--limit must be 0 or more, is -1");
  }

  @Test
  void readsTheQueryFromStandardInput() {
    assertThat(cli.runWithInput("-- a report\nSELECT 'ä' AS x;\n", "sql", "-").endsWith(0).lines())
        .containsExactly("x", "ä");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT nosuch              | no such column: nosuch
          SELECT 'a\\nb              | unrecognized token: "'a\\nb"
          SELECT 1; SELECT 2         | there are 2 statements in it; give one at a time
          DELETE FROM resource_tags  | attempt to write a readonly database; only queries can be run
          """)
  void saysInOneLineWhatIsWrongWithAQuery(String query, String reason) {
    Cli.Result result = cli.run("sql", query.replace("\\n", "\n")).endsWith(2);
    assertThat(result.err()).isEqualTo("agent-storage: the query is wrong: " + reason + "\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void keepsWhatCameBeforeAnErrorInARow() {
    Cli.Result result =
        cli.run(
                "sql",
                "SELECT abs(column1) AS x FROM (VALUES (1), (-9223372036854775808))",
                "-o",
                "csv")
            .endsWith(2);
    assertThat(result.lines()).containsExactly("x", "1");
    assertThat(result.err()).isEqualTo("agent-storage: the query is wrong: integer overflow\n");
  }

  @Test
  void letsNoTextCommandTheTerminal() {
    assertThat(
            cli.run("sql", "SELECT char(27) || '[2J' || char(10, 9, 8238) AS \"a\nb\"")
                .endsWith(0)
                .lines())
        .containsExactly("a\\nb", "\\u001b[2J\\n\\t\\u202e");
  }
}
