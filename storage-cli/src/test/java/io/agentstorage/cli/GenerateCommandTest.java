// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir Path folder;

  private static String generate(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "generate";
    System.arraycopy(options, 0, all, 1, options.length);
    Cli.Result result = Cli.plain("", all).endsWith(0);
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void givesAsManyAsAskedOneALine() {
    List<JsonNode> lines = generate("--resources", "123").lines().map(Cli::json).toList();
    assertThat(lines)
        .hasSize(123)
        .allSatisfy(line -> assertThat(line.get("kind").isTextual()).isTrue());
    assertThat(generate("--resources", "0")).isEmpty();
    assertThat(generate().lines()).hasSize(3000);
  }

  @Test
  void givesTheSameForTheSameSeedAndOtherForAnother() {
    assertThat(generate("--resources", "200"))
        .isEqualTo(generate("--resources", "200", "--seed", "1"));
    assertThat(generate("--resources", "200"))
        .isNotEqualTo(generate("--resources", "200", "--seed", "2"));
  }

  @Test
  void givesOneListAsKubectlDoes() {
    JsonNode list = Cli.json(generate("--resources", "50", "-o", "list"));
    assertThat(list.get("kind").textValue()).isEqualTo("List");
    assertThat(list.get("items")).hasSize(50);
  }

  @Test
  void loadsWithoutARejectEachAsAResourceOfItsOwn() {
    Cli cli = new Cli(folder);
    for (String[] options :
        List.of(
            new String[] {"--resources", "2000"},
            new String[] {"--resources", "2000", "-o", "list"})) {
      JsonNode report =
          cli.runWithInput(generate(options), "load", "-o", "json", "-").endsWith(0).report();
      assertThat(report.get("inserted").intValue() + report.get("unchanged").intValue())
          .isEqualTo(2000);
    }
    assertThat(cli.run("stats", "-o", "json").json().get("resources").intValue()).isEqualTo(2000);
  }

  @Test
  void givesDistinctLabelsOnlyWhereAsked() {
    assertThat(labelSets("--distinct-labels")).isEqualTo(500);
    assertThat(labelSets()).isLessThan(400);
  }

  private static long labelSets(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "--resources";
    all[1] = "500";
    System.arraycopy(options, 0, all, 2, options.length);
    return generate(all)
        .lines()
        .map(line -> Cli.json(line).at("/metadata/labels"))
        .distinct()
        .count();
  }

  @Test
  void refusesANegativeNumber() {
    assertThat(Cli.plain("", "generate", "--resources", "-1").endsWith(2).err())
        .contains("--resources must be 0 to ");
  }
}
