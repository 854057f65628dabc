// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCommandTest {
  private static final String POD =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart\",\"namespace\":\"shop\",\"labels\":{\"team\":\"%s\"}}}\n";

  @TempDir Path folder;
  private Cli cli;
  private Path target;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
    target = folder.resolve("target.db");
  }

  private Cli.Result copy(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("copy", "--from", cli.database().toString(), "--to", target.toString()));
    words.addAll(List.of(options));
    return Cli.plain("", words.toArray(String[]::new));
  }

  private String ofTarget(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--db", target.toString()));
    return Cli.plain("", all.toArray(String[]::new)).endsWith(0).out();
  }

  private void loadSample() {
    cli.load(Cli.plain("", "generate", "--resources", "2000").endsWith(0).out());
  }

  @Test
  void theCopyAnswersAsTheSourceDoes() {
    loadSample();
    cli.load(POD.formatted("core"));
    cli.load(POD.formatted("web"));

    copy().endsWith(0);

    for (List<String> question :
        List.of(
            List.of("find", "-o", "ndjson"),
            List.of("find", "-l", "team", "-o", "ndjson"),
            List.of("history", "pod/shop/cart", "-o", "json"))) {
      String[] rest = question.subList(1, question.size()).toArray(String[]::new);
      String ours = cli.run(question.get(0), rest).endsWith(0).out();
      assertThat(ofTarget(question.toArray(String[]::new))).as("%s", question).isEqualTo(ours);
      assertThat(ours).isNotEmpty();
    }
    // What changed at the same time is in no order.
    JsonNode pending = cli.run("pending", "--limit", "5000", "-o", "json").endsWith(0).json();
    JsonNode copied = Cli.json(ofTarget("pending", "--limit", "5000", "-o", "json"));
    assertThat(copied.get("next"))
        .hasSize(2001)
        .containsExactlyInAnyOrderElementsOf(pending.get("next"));
    assertThat(copied.get("oldest")).isEqualTo(pending.get("oldest"));
  }

  @Test
  void theReportHasARowForEachTable() {
    loadSample();

    Cli.Result first = copy().endsWith(0);

    assertThat(first.lines().getFirst())
        .matches("TABLE +ROWS +INSERTED +REPLACED +DELETED +SHA-256");
    assertThat(first.lines())
        .anySatisfy(
            line -> assertThat(line).matches("resource_tags +2,000 +2,000 +0 +0 +[0-9a-f]{16}"))
        .anySatisfy(
            line -> assertThat(line).matches("resource_history +0 +0 +0 +0 +e3b0c44298fc1c14"));
    assertThat(first.lines().getLast())
        .matches("[0-9,]+ rows compared, [0-9,]+ written in [0-9]+\\.[0-9]{2} s");
    assertThat(first.err()).isEmpty();
    Cli.Result second = copy().endsWith(0);
    assertThat(second.lines())
        .anySatisfy(
            line -> assertThat(line).matches("resource_tags +2,000 +0 +0 +0 +[0-9a-f]{16}"));
    assertThat(second.lines().getLast()).contains(" rows compared, 0 written in ");
  }

  @Test
  void theReportForProgramsHasWholeHashes() {
    cli.load(POD.formatted("core"));
    copy().endsWith(0);
    cli.load(POD.formatted("web"));

    JsonNode report = copy("-o", "json").endsWith(0).json();

    assertThat(report.get("interrupted").booleanValue()).isFalse();
    assertThat(report.get("written").longValue()).isEqualTo(5);
    assertThat(report.get("seconds").isNumber()).isTrue();
    assertThat(report.get("tables").findValuesAsText("table"))
        .containsExactly(
            "label_set",
            "label_pair",
            "label_entry",
            "annotation_set",
            "resource_tags",
            "resource_history",
            "metric_series",
            "metric_data",
            "operational_state");
    JsonNode resources = report.get("tables").get(4);
    assertThat(resources.get("rows").longValue()).isEqualTo(1);
    assertThat(resources.get("inserted").longValue()).isZero();
    assertThat(resources.get("replaced").longValue()).isEqualTo(1);
    assertThat(resources.get("deleted").longValue()).isZero();
    assertThat(report.get("tables").findValuesAsText("sha256"))
        .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
  }

  @Test
  void aTargetOfAnotherClusterIsRefused() {
    cli.load(POD.formatted("core"));
    Cli.plain(POD.formatted("theirs"), "load", "--db", target.toString(), "-").endsWith(0);

    Cli.Result result = copy().endsWith(3);

    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("agent-storage: copy: label_set of the target has")
        .contains("name another target");
    assertThat(result.out()).isEmpty();
    assertThat(ofTarget("find", "-l", "team=theirs", "-o", "ndjson")).isNotEmpty();
  }

  @Test
  void aMissingSourceIsSaidAndNoTargetMade() throws IOException {
    Cli.Result result = copy().endsWith(3);

    assertThat(result.err())
        .contains("agent-storage: open " + cli.database() + ": there is no such file;");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatCannotBeALocationIsAWrongCommandLine() {
    cli.load(POD.formatted("core"));
    String source = cli.database().toString();
    String again = folder.resolve(".").resolve(cli.database().getFileName()).toString();

    assertThat(Cli.plain("", "copy", "--from", source, "--to", again).endsWith(2).err())
        .contains("--from and --to are the same");
    assertThat(Cli.plain("", "copy", "--from", source, "--to", "mysql://host/db").endsWith(2).err())
        .contains("--to: \"mysql://host/db\" is neither a file");
    assertThat(copy("--cluster", "prod").endsWith(2).err())
        .containsPattern(Pattern.quote("--from: \"" + source + "\" is a file, which has one"));
    assertThat(Cli.plain("", "copy", "--from", source).endsWith(2).err()).contains("--to");
    assertThat(target).doesNotExist();
  }
}
