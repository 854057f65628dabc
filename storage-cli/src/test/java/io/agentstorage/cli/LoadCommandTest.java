// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"shop","labels":{"app":"%s"}}}
      """;

  /** Three that are fine, a label that is a number, and one without a kind. */
  private static final String MIXED =
      """
      {"apiVersion":"v1","kind":"PodList","items":[
        {"metadata":{"name":"a","namespace":"shop"}},
        {"metadata":{"name":"b","namespace":"shop","labels":{"replicas":3}}},
        {"metadata":{"name":"c","namespace":"shop"}}]}
      {"apiVersion":"v1","metadata":{"name":"nobody"}}
      {"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}
      """;

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void countsWhatItFoundAndTheSumHolds() {
    JsonNode report =
        cli.run("load", "-o", "json", cli.file("mixed.json", MIXED)).endsWith(1).report();

    assertThat(report)
        .as("the report without the times")
        .isEqualTo(
            Cli.json(
                """
                {"found":5,"inserted":3,"updated":0,"unchanged":0,"rejected":2,
                 "rejectedByReason":{"label-value":1,"no-kind":1},"files":1,"filesIgnored":0,
                 "seconds":%s,"resourcesPerSecond":%s,"interrupted":false}
                """
                    .formatted(report.get("seconds"), report.get("resourcesPerSecond"))));
    assertThat(report.get("seconds").asDouble()).isPositive();
    assertThat(report.get("resourcesPerSecond").asLong()).isPositive();
  }

  @Test
  void reportsForPeopleWithTheReasons() {
    assertThat(cli.run("load", cli.file("mixed.json", MIXED)).endsWith(1).out())
        .matches(
            """
            found      5
            inserted   3
            updated    0
            unchanged  0
            rejected   2
              label-value  1
              no-kind  1
            1 file in \\d+\\.\\d\\d s, [\\d,]+ resources/s
            """);
  }

  @Test
  void tellsEachRejectOnOneLineWithFileDocumentAndPath() {
    String file = cli.file("mixed.json", MIXED);

    assertThat(cli.run("load", file).err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(file + ", document 1, .items[1].metadata.labels.replicas: ")
                    .endsWith(" [label-value]"),
            line -> assertThat(line).startsWith(file + ", document 2").endsWith(" [no-kind]"));
  }

  @Test
  void writesRejectsAsOneObjectALine() throws IOException {
    String file = cli.file("mixed.json", MIXED);
    Path rejects = folder.resolve("rejects.ndjson");
    cli.run("load", "--rejects", rejects.toString(), file).endsWith(1);

    List<JsonNode> lines = Files.readAllLines(rejects).stream().map(Cli::json).toList();
    assertThat(lines)
        .extracting(
            line -> line.get("file").textValue(),
            line -> line.get("document").intValue(),
            line -> line.get("path").textValue(),
            line -> line.get("reason").textValue())
        .containsExactly(
            tuple(file, 1, ".items[1].metadata.labels.replicas", "label-value"),
            tuple(file, 2, "", "no-kind"));
    assertThat(lines).allSatisfy(line -> assertThat(line.get("message").textValue()).isNotEmpty());
    assertThat(Files.readString(rejects)).endsWith("}\n");
  }

  @Test
  void replacesTheRejectsOfALoadBefore() throws IOException {
    Path rejects = Files.writeString(folder.resolve("rejects.ndjson"), "old");
    cli.run("load", "--rejects", rejects.toString(), cli.file("a.json", POD.formatted("a", "a")))
        .endsWith(0);

    assertThat(rejects).isEmptyFile();
  }

  @Test
  void endsWellDespiteRejectsWhereTheyAreAllowed() {
    JsonNode report =
        cli.run("load", "--allow-rejects", "-o", "json", cli.file("mixed.json", MIXED))
            .endsWith(0)
            .report();
    assertThat(report.get("rejected").intValue()).isEqualTo(2);
  }

  @Test
  void readsStandardInput() {
    JsonNode report =
        cli.runWithInput(POD.formatted("a", "a"), "load", "-o", "json", "-").endsWith(0).report();
    assertThat(report.get("inserted").intValue()).isEqualTo(1);
    assertThat(cli.run("find", "-o", "csv").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("Pod,shop,a,");
  }

  @Test
  void readsFoldersWithGzipAndYamlAndPassesOverOtherFilesAndBrokenOnes() throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    Path inner = Files.createDirectory(input.resolve("inner"));
    Files.writeString(input.resolve("notes.txt"), "none of mine");
    Files.writeString(input.resolve("broken.json"), "{\"apiVersion\":");
    Files.writeString(
        inner.resolve("two.yaml"),
        """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        """);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(inner.resolve("pod.json.gz")))) {
      out.write(POD.formatted("a", "a").getBytes(StandardCharsets.UTF_8));
    }

    JsonNode report = cli.run("load", "-o", "json", input.toString()).endsWith(1).report();
    assertThat(report.get("inserted").intValue()).isEqualTo(3);
    assertThat(report.get("rejectedByReason")).isEqualTo(Cli.json("{\"syntax\":1}"));
    assertThat(report.get("files").intValue()).isEqualTo(3);
    assertThat(report.get("filesIgnored").intValue()).isEqualTo(1);
  }

  @Test
  void rejectsAPathThatIsNotThereAndLoadsTheOthers() {
    JsonNode report =
        cli.run(
                "load",
                "-o",
                "json",
                folder.resolve("missing").toString(),
                cli.file("a.json", POD.formatted("a", "a")))
            .endsWith(1)
            .report();
    assertThat(report.get("inserted").intValue()).isEqualTo(1);
    assertThat(report.get("rejectedByReason")).isEqualTo(Cli.json("{\"io\":1}"));
  }

  @Test
  void updatesWhatChangedAndLeavesTheRest() {
    cli.load(POD.formatted("a", "old") + POD.formatted("b", "same"));
    JsonNode report =
        cli.run(
                "load",
                "-o",
                "json",
                cli.file("new", POD.formatted("a", "new") + POD.formatted("b", "same")))
            .endsWith(0)
            .report();
    assertThat(report.get("updated").intValue()).isEqualTo(1);
    assertThat(report.get("unchanged").intValue()).isEqualTo(1);
    assertThat(cli.run("get", "pod/shop/a", "-o", "json").json().at("/labels/app").textValue())
        .isEqualTo("new");
  }

  @Test
  void rejectsAResourceThatComesAgainWithOtherContentsAndKeepsTheFirst() {
    String first = cli.file("1.json", POD.formatted("a", "first"));
    String second = cli.file("2.json", POD.formatted("a", "second") + POD.formatted("b", "b"));
    for (String inserted : List.of("2", "0")) {
      Cli.Result result = cli.run("load", "-o", "json", first, second).endsWith(1);

      assertThat(result.report().get("inserted").asText()).isEqualTo(inserted);
      assertThat(result.report().get("updated").intValue()).isZero();
      assertThat(result.report().get("rejectedByReason"))
          .isEqualTo(Cli.json("{\"duplicate-resource\":1}"));
      assertThat(result.err()).contains(second).contains(first).contains("Pod/shop/a");
      assertThat(cli.run("get", "pod/shop/a", "-o", "json").json().at("/labels/app").textValue())
          .isEqualTo("first");
    }
  }

  @Test
  void acceptsAResourceThatComesAgainWithTheSameContents() {
    JsonNode report =
        cli.run("load", "-o", "json", cli.file("twice", POD.formatted("a", "a").repeat(2)))
            .endsWith(0)
            .report();
    assertThat(report.get("inserted").intValue()).isEqualTo(1);
    assertThat(report.get("unchanged").intValue()).isEqualTo(1);
  }

  @Test
  void writesNothingWhenNothingChanged() throws IOException {
    String file = cli.file("mixed.json", MIXED);
    cli.run("load", file).endsWith(1);
    byte[] before = Files.readAllBytes(cli.database());
    JsonNode report = cli.run("load", "-o", "json", file).endsWith(1).report();

    assertThat(report.get("unchanged").intValue()).isEqualTo(3);
    assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
    assertThat(folder.resolve("test.db-wal"))
        .satisfiesAnyOf(
            wal -> assertThat(wal).doesNotExist(), wal -> assertThat(wal).isEmptyFile());
  }

  @Test
  void saysWhichFileOfRejectsCannotBeWritten() {
    Path rejects = folder.resolve("missing").resolve("rejects.ndjson");
    Cli.Result result =
        cli.run("load", "--rejects", rejects.toString(), cli.file("a.json", MIXED)).endsWith(3);

    assertThat(result.err()).contains("the file of rejects " + rejects + " cannot be written");
    assertThat(cli.database()).as("nothing was done").doesNotExist();
  }

  @Test
  void needsAPath() {
    assertThat(cli.run("load").endsWith(2).err()).contains("PATH");
    assertThat(cli.database()).doesNotExist();
  }
}
