// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What find prints, read back by parsers that this project did not write. */
class FindFormatsTest {
  /** What YAML, CSV or JSON could take for something other than this text. */
  private static final List<String> HARD =
      List.of(
          "1e3",
          "1E3",
          "1.5",
          "-1",
          "+1",
          ".5",
          "1_000",
          "010",
          "0o10",
          "0x1F",
          "0b1",
          "08",
          "1.",
          ".inf",
          "-.Inf",
          ".NaN",
          "1:30",
          "190:20:30",
          "685.230_15e+03",
          "0.",
          "12e03",
          "1e+3",
          "null",
          "Null",
          "NULL",
          "~",
          "",
          "yes",
          "Yes",
          "no",
          "NO",
          "on",
          "off",
          "y",
          "n",
          "Y",
          "N",
          "true",
          "True",
          "FALSE",
          "2026-01-01",
          "2026-01-01T00:00:00Z",
          "2001-12-14 21:59:43.10 -5",
          "=",
          "<<",
          "a,b",
          "a\"b",
          "'a'",
          "'",
          "\"",
          "a\nb",
          "a\n",
          "\na",
          "a\r\nb",
          "\n",
          "a\tb",
          "\t",
          " a",
          "a ",
          " ",
          "- a",
          "-",
          "--",
          "---",
          "...",
          "--- a",
          "? a",
          "?",
          "a: b",
          "a:",
          ":",
          ":a",
          "a #b",
          "#a",
          "@a",
          "`a",
          "%a",
          "!a",
          "!!str a",
          "&a",
          "*a",
          "|",
          "|a",
          ">",
          "{}",
          "[]",
          "{a",
          "[a",
          "]",
          "}",
          ",",
          ",a",
          "a]b",
          "\\",
          "\\n",
          "a\\",
          "ü–✓",
          "日本",
          "😀",
          "\u0007",
          "\u0000",
          "\u007f",
          "\u0085",
          "a\u0085b",
          "a\n\u0085b",
          "a\nb\u2028",
          "\u2028",
          "a\u2029b",
          "\ufeff",
          "a\ufeff",
          "\ufffe",
          "line one\n  indented: x\n\n\nlast\n\n",
          "x".repeat(300) + " " + "y".repeat(300));

  @TempDir static Path folder;
  private static Cli cli;
  private static final Map<String, String> ANNOTATIONS = new TreeMap<>();

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    for (int i = 0; i < HARD.size(); i++) {
      ANNOTATIONS.put("v" + i, HARD.get(i));
    }
    // As keys too, those that an annotation or a label may have.
    for (String key :
        List.of("1e3", "null", "yes", "010", "true", "1.5", "y", "off", "2026-01-01")) {
      ANNOTATIONS.put(key, key);
    }
    Map<String, Object> hard =
        Map.of(
            "apiVersion", "v1",
            "kind", "ConfigMap",
            "metadata",
                Map.of(
                    "name", "1e3",
                    "namespace", "010",
                    "uid", "12e5",
                    "labels", Map.of("null", "null", "a", "1e3", "b", "010", "c", "yes", "d", ""),
                    "annotations", ANNOTATIONS));
    Map<String, Object> bare =
        Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "n"));
    cli.load(Cli.JSON.valueToTree(hard) + "\n" + Cli.JSON.valueToTree(bare));
  }

  private static String find(String format) {
    return cli.run("find", "-o", format).endsWith(0).out();
  }

  private static void check(JsonNode hard, JsonNode bare) {
    assertThat(hard.get("type")).isEqualTo(text("ConfigMap"));
    assertThat(hard.get("namespace")).isEqualTo(text("010"));
    assertThat(hard.get("name")).isEqualTo(text("1e3"));
    assertThat(hard.get("uid")).isEqualTo(text("12e5"));
    assertThat(hard.get("labels"))
        .isEqualTo(
            Cli.json("{\"a\":\"1e3\",\"b\":\"010\",\"c\":\"yes\",\"d\":\"\",\"null\":\"null\"}"));
    assertThat(hard.get("annotations")).isEqualTo(Cli.JSON.valueToTree(ANNOTATIONS));
    assertThat(hard.get("revision").asLong()).isEqualTo(1);
    assertThat(Instant.parse(hard.get("recordCreated").textValue()))
        .isEqualTo(Instant.parse(hard.get("recordUpdated").textValue()));
    assertThat(bare.get("type")).isEqualTo(text("Node"));
    assertThat(bare.get("name")).isEqualTo(text("n"));
  }

  private static JsonNode text(String value) {
    return Cli.JSON.valueToTree(value);
  }

  @Test
  void jsonIsOneArray() {
    JsonNode array = Cli.json(find("json"));
    assertThat(array.isArray()).isTrue();
    assertThat(array).hasSize(2);
    check(array.get(0), array.get(1));
    assertThat(array.get(1).has("namespace")).as("what is absent has no field").isFalse();
    assertThat(array.get(1).has("labels")).isFalse();
  }

  @Test
  void ndjsonIsOneObjectALine() {
    List<JsonNode> rows = find("ndjson").lines().map(Cli::json).toList();
    assertThat(rows).hasSize(2);
    check(rows.get(0), rows.get(1));
  }

  @Test
  void csvHasAHeaderAndAFieldForEverything() throws IOException {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(find("csv"))) {
      List<Map<String, String>> all = rows.readAll();
      assertThat(all).hasSize(2);
      ObjectNode hard = Cli.JSON.valueToTree(all.getFirst());
      hard.set("labels", Cli.json(hard.get("labels").textValue()));
      hard.set("annotations", Cli.json(hard.get("annotations").textValue()));
      check(hard, Cli.JSON.valueToTree(all.getLast()));
      assertThat(all.getLast()).containsEntry("labels", "").containsEntry("namespace", "");
    }
  }

  @Test
  void yamlIsOneDocumentForEach() throws IOException {
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(find("yaml"))) {
      List<JsonNode> all = documents.readAll();
      assertThat(all).hasSize(2);
      check(all.get(0), all.get(1));
    }
  }

  /** SnakeYAML resolves plain scalars as YAML 1.1 says, where yes is a truth and 010 is eight. */
  @Test
  void yamlStaysTextUnderTheRulesOfYaml11() {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object first = yaml.loadAll(find("yaml")).iterator().next();

    assertThat(((Map<?, ?>) first).get("name")).isEqualTo("1e3");
    assertThat(((Map<?, ?>) first).get("namespace")).isEqualTo("010");
    assertThat(((Map<?, ?>) first).get("labels"))
        .isEqualTo(Map.of("null", "null", "a", "1e3", "b", "010", "c", "yes", "d", ""));
    assertThat(((Map<?, ?>) first).get("annotations")).isEqualTo(ANNOTATIONS);
  }

  @Test
  void tableHasOneLineForEachResourceWhateverIsInIt() {
    List<String> lines = find("table").lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().split(" +", -1))
        .containsExactly("TYPE", "NAMESPACE", "NAME", "UPDATED", "LABELS");
    assertThat(lines.get(1))
        .startsWith("ConfigMap   010")
        .endsWith("a=1e3,b=010,c=yes,d=,null=null");
    assertThat(lines.get(2)).matches("Node +- +n +\\S+ +-");
  }

  @Test
  void printsEmptyFormsWhereNothingMatches() {
    for (String format : List.of("json", "ndjson", "yaml", "csv", "table")) {
      String out = cli.run("find", "--name", "none", "-o", format).endsWith(0).out();
      switch (format) {
        case "json" -> assertThat(Cli.json(out)).isEqualTo(Cli.json("[]"));
        case "csv" ->
            assertThat(out.lines()).singleElement().asString().startsWith("type,namespace,name,");
        case "table" -> assertThat(out.lines()).singleElement().asString().startsWith("TYPE ");
        default -> assertThat(out).as(format).isEmpty();
      }
    }
  }

  @Test
  void refusesAnotherFormat() {
    assertThat(cli.run("find", "-o", "xml").endsWith(2).err()).contains("xml").contains("ndjson");
  }
}
