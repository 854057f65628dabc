// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageCommandTest {
  @TempDir static Path folder;
  @TempDir Path empty;
  private static Cli cli;

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"env":"prod"}}}
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"shop","labels":{"team":"x","env":"prod"}}}
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"b","namespace":"shop","labels":{"team":"y"}}}
        {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"a-1","namespace":"shop","labels":{"env":"prod","other":"team"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a-1-1","namespace":"shop"}}
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"ops"}}
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"b","namespace":"ops","labels":{"env":"prod"}}}
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"c","namespace":"ops","labels":{"team":"x"}}}
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d","namespace":"lone"}}
        {"apiVersion":"v1","kind":"ReplicationController","metadata":{"name":"d","namespace":"pair"}}
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"e","namespace":"pair"}}
        {"apiVersion":"example.com/v1","kind":"Deployment","metadata":{"name":"e","namespace":"custom","labels":{"team":"x"}}}
        """);
  }

  @Test
  void countsWorkloadsAndResourcesWithEachLabel() {
    JsonNode report = cli.run("coverage", "--labels", "team,env", "-o", "json").endsWith(0).json();
    assertThat(report.get("database").textValue()).isEqualTo(cli.database().toString());
    assertThat(Instant.parse(report.get("time").textValue())).isBeforeOrEqualTo(Instant.now());
    assertThat(report.get("workloadTypes"))
        .isEqualTo(
            Cli.json(
                """
                ["CronJob.batch","DaemonSet.apps","Deployment.apps","Job.batch",
                 "ReplicationController","StatefulSet.apps"]
                """));
    assertThat(report.get("workloads").intValue()).isEqualTo(8);
    assertThat(report.get("resources").intValue()).isEqualTo(12);
    assertThat(report.get("labels"))
        .isEqualTo(
            Cli.json(
                """
                [{"label":"team","workloads":3,"workloadsPercent":37.5,
                  "resources":4,"resourcesPercent":33.333333333333336},
                 {"label":"env","workloads":2,"workloadsPercent":25.0,
                  "resources":4,"resourcesPercent":33.333333333333336}]
                """));
    assertThat(report.has("namespaces")).isFalse();
  }

  @Test
  void putsTheNamespacesThatLackTheFirstLabelFirstAndThoseWithoutWorkloadsLast() {
    JsonNode report =
        cli.run("coverage", "--labels", "team", "--by", "namespace", "-o", "json")
            .endsWith(0)
            .json();
    assertThat(names(report.get("namespaces"), "namespace"))
        .containsExactly("pair", "lone", "ops", "shop", "", "custom");
    assertThat(report.get("namespaces").get(2))
        .isEqualTo(
            Cli.json(
                """
                {"namespace":"ops","workloads":3,"resources":3,"labels":[
                 {"label":"team","workloads":1,"workloadsPercent":33.333333333333336,
                  "resources":1,"resourcesPercent":33.333333333333336}]}
                """));
    assertThat(report.get("namespaces").get(4))
        .isEqualTo(
            Cli.json(
                """
                {"namespace":"","workloads":0,"resources":1,"labels":[
                 {"label":"team","workloads":0,"workloadsPercent":null,
                  "resources":0,"resourcesPercent":0.0}]}
                """));
  }

  @Test
  void groupsByType() {
    JsonNode types =
        cli.run("coverage", "--labels", "env", "--by", "type", "-o", "json").json().get("types");
    assertThat(names(types, "type")).startsWith("CronJob.batch", "DaemonSet.apps").hasSize(10);
    assertThat(names(types, "type").indexOf("Deployment.apps"))
        .isLessThan(names(types, "type").indexOf("StatefulSet.apps"));
  }

  private static List<String> names(JsonNode groups, String field) {
    return StreamSupport.stream(groups.spliterator(), false)
        .map(group -> group.get(field).textValue())
        .toList();
  }

  @Test
  void printsTheCountsForPeople() {
    assertThat(cli.run("coverage", "--labels", "team,env", "--by", "namespace").endsWith(0).lines())
        .containsExactly(
            "LABEL   WORKLOADS   SHARE   RESOURCES   SHARE",
            "team    3 of 8      37.5%   4 of 12     33.3%",
            "env     2 of 8      25.0%   4 of 12     33.3%",
            "",
            "NAMESPACE          WORKLOADS   team         env         RESOURCES   team         env",
            "pair               2           0 (0.0%)     0 (0.0%)    2           0 (0.0%)     0"
                + " (0.0%)",
            "lone               1           0 (0.0%)     0 (0.0%)    1           0 (0.0%)     0"
                + " (0.0%)",
            "ops                3           1 (33.3%)    1 (33.3%)   3           1 (33.3%)    1"
                + " (33.3%)",
            "shop               2           2 (100.0%)   1 (50.0%)   4           2 (50.0%)    2"
                + " (50.0%)",
            "(cluster-scoped)   0           -            -           1           0 (0.0%)     1"
                + " (100.0%)",
            "custom             0           -            -           1           1 (100.0%)   0"
                + " (0.0%)");
  }

  @Test
  void callsOnlyAllOfThemAHundredPercentAndOnlyNoneOfThemZero() {
    Cli many = new Cli(empty);
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      pods.append("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"a\",")
          .append("\"name\":\"p" + i + "\",\"labels\":{\"all\":\"x\"")
          .append(i == 0 ? ",\"one\":\"x\"" : ",\"most\":\"x\"")
          .append("}}}\n");
    }
    many.load(pods.toString());
    assertThat(many.run("coverage", "--labels", "all,most,one,none").lines())
        .extracting(line -> line.replaceAll(".* ", ""))
        .containsExactly("SHARE", "100.0%", "99.9%", "0.1%", "0.0%");
  }

  @Test
  void answersForAnEmptyDatabase() {
    Cli none = new Cli(empty);
    none.load("");
    assertThat(none.run("coverage", "--labels", "team", "--by", "namespace").endsWith(0).lines())
        .contains("team    0 of 0      -       0 of 0      -");
    assertThat(none.run("coverage", "--labels", "team", "-o", "html").endsWith(0).out())
        .contains("none there")
        .doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          team,a b    | --labels: "a b" is not a label key: character 2 is U+0020
          team,,env   | --labels: "" is not a label key: it is empty
          <script>    | --labels: "<script>" is not a label key: character 1 is '<'
          a/b/c       | --labels: "a/b/c" is not a label key: it has more than one '/'
          """)
  void refusesWhatIsNoLabelKeyAndSaysWhy(String labels, String reason) {
    Cli.Result result = cli.run("coverage", "--labels", labels).endsWith(2);
    assertThat(result.err()).startsWith(reason);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void needsLabels() {
    assertThat(cli.run("coverage").endsWith(2).err()).contains("--labels");
  }

  @Test
  void makesAPageThatNeedsNothingElse() {
    String page =
        cli.run("coverage", "--labels", "team,env", "--by", "namespace", "-o", "html")
            .endsWith(0)
            .out();
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("<title>Label coverage of " + cli.database() + "</title>")
        .contains("<th scope=\"row\">team</th>", "<b>37.5%</b><span>3 of 8</span>")
        .contains("<bdi>(cluster-scoped)</bdi>")
        .doesNotContain("<script", "http://", "https://", "url(", "@import", "src=", "<link");
    assertThat(page.split("<tr>", -1)).hasSize(1 + 1 + 2 + 2 + 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "table"})
  void escapesWhatAnybodyMayHaveWrittenIntoTheDatabase(String format) {
    Cli strange = new Cli(empty);
    try (SqliteDatabase db = SqliteDatabase.open(strange.database())) {
      new ResourceRepository(db, Clock.systemUTC())
          .create(
              ResourceTags.builder(ResourceType.DEPLOYMENT, "d")
                  .namespace("<script>alert(\"1\")</script>&'\u001b[2J")
                  .labels(Map.of("team", "<b>"))
                  .build());
    }
    String out =
        strange
            .run("coverage", "--labels", "team", "--by", "namespace", "-o", format)
            .endsWith(0)
            .out();
    assertThat(out).doesNotContain("\u001b");
    if (format.equals("html")) {
      assertThat(out)
          .doesNotContain("<script")
          .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\uFFFD[2J");
    } else {
      assertThat(out).contains("</script>&'\\u001b[2J");
    }
  }
}
