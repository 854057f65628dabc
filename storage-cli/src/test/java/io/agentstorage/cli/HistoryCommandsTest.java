// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was: find and get as of a time, history, changes, delete, pending. */
class HistoryCommandsTest {
  @TempDir Path folder;
  private Cli cli;
  private String before;
  private String between;

  @BeforeEach
  void loadTwiceAndDelete() {
    cli = new Cli(folder);
    before = nextInstant();
    cli.load(
        """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"size":"4"}}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart","namespace":"shop","uid":"u1","labels":{"app":"cart","team":"core"},"annotations":{"note":"one\\ntwo"},"managedFields":[{"manager":"helm","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:metadata":{"f:labels":{}}}}]}}
        """);
    between = nextInstant();
    cli.load(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart","namespace":"shop","uid":"u1","labels":{"app":"cart","team":"web","tier":"front"},"managedFields":[{"manager":"kubectl","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:metadata":{"f:labels":{}}}}]}}
        """);
    nextInstant();
    cli.run("delete", "node/n1", "--by", "admin").endsWith(0);
  }

  /** A time that no write before or after has. */
  private static String nextInstant() {
    Instant start = Instant.now();
    Instant now = start;
    while (Duration.between(start, now).toMillis() < 3) {
      now = Instant.now();
      Thread.onSpinWait();
    }
    return start.plusMillis(1).toString();
  }

  @Test
  void findTellsWhatTheLabelsWereThen() {
    assertThat(cli.run("find", "-l", "team=core", "-o", "json").endsWith(0).json()).isEmpty();
    JsonNode then =
        cli.run("find", "-l", "team=core", "--as-of", between, "-o", "json").endsWith(0).json();
    assertThat(then).hasSize(1);
    assertThat(then.at("/0/labels/team").textValue()).isEqualTo("core");
    assertThat(then.at("/0/changedBy").textValue()).isEqualTo("helm");
    assertThat(cli.run("find", "--as-of", before, "-o", "json").json()).isEmpty();
    assertThat(cli.run("find", "--type", "node", "--as-of", between, "-o", "json").json())
        .hasSize(1);
  }

  @Test
  void getTellsWhatAResourceWasThenAndWhenThereWasNone() {
    assertThat(
            cli.run("get", "pod/shop/cart", "--as-of", between, "-o", "json")
                .endsWith(0)
                .json()
                .at("/labels/team")
                .textValue())
        .isEqualTo("core");
    assertThat(cli.run("get", "no/n1", "--as-of", between).endsWith(0).out()).contains("size");
    assertThat(cli.run("get", "no/n1").endsWith(1).err()).contains("no/n1 is not there");
    assertThat(cli.run("get", "pod/shop/cart", "--as-of", before).endsWith(1).err())
        .contains("was not there at " + before)
        .contains("agent-storage history pod/shop/cart");
  }

  @Test
  void historyTellsWhoChangedWhatAsADiff() {
    List<String> lines = cli.run("history", "pod/shop/cart").endsWith(0).lines();

    assertThat(lines.get(0)).isEqualTo("Pod/shop/cart");
    assertThat(lines.get(1)).matches("\\d{4}-.*Z  created  by helm");
    assertThat(lines.subList(2, 6))
        .containsExactly(
            "  + uid  u1",
            "  + labels  app  cart",
            "  + labels  team  core",
            "  + annotations  note  one\\ntwo");
    assertThat(lines.get(6)).matches("\\d{4}-.*Z  changed  by kubectl");
    assertThat(lines.subList(7, lines.size()))
        .containsExactly(
            "  ~ labels  team  core -> web",
            "  + labels  tier  front",
            "  - annotations  note  one\\ntwo");
  }

  @Test
  void historyOfADeletedResourceEndsWithWhoDeletedIt() {
    List<String> lines = cli.run("history", "node/n1").endsWith(0).lines();
    assertThat(lines.getLast()).matches("\\d{4}-.*Z  deleted  by admin");

    JsonNode json = cli.run("history", "node/n1", "-o", "json").endsWith(0).json();
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/differences/0/after").textValue()).isEqualTo("4");
    assertThat(json.at("/1/change").textValue()).isEqualTo("deleted");
    assertThat(json.at("/1/by").textValue()).isEqualTo("admin");
    assertThat(cli.run("history", "node/other").endsWith(1).err()).contains("never was");
  }

  @Test
  void changesTellsWhatHappenedSinceATime() {
    JsonNode all = ndjson("changes", "--since", before, "-o", "ndjson");
    assertThat(all)
        .extracting(change -> change.get("change").textValue())
        .containsExactly("created", "created", "changed", "deleted");
    JsonNode later = ndjson("changes", "--since", between, "--type", "pod", "-o", "ndjson");
    assertThat(later).hasSize(1);
    assertThat(later.at("/0/differences/0/before").textValue()).isEqualTo("core");
    assertThat(ndjson("changes", "--since", between, "-n", "", "-o", "ndjson")).hasSize(1);
    assertThat(ndjson("changes", "--since", before, "--until", before, "-o", "ndjson")).isEmpty();
    assertThat(cli.run("changes", "--since", "1h").endsWith(0).out())
        .contains("  changed  Pod/shop/cart  by kubectl\n  ~ labels  team  core -> web\n");
  }

  private JsonNode ndjson(String... arguments) {
    String out =
        cli.run(
                arguments[0],
                List.of(arguments).subList(1, arguments.length).toArray(String[]::new))
            .endsWith(0)
            .out();
    return Cli.json("[" + String.join(",", out.lines().toList()) + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "10:42:99", "2026-13-01", "5x", "+999999999-01-01", ""})
  void whatIsNoTimeIsAWrongCommandLine(String time) {
    assertThat(cli.run("find", "--as-of", time).endsWith(2).err()).contains("is no time; write");
    assertThat(cli.run("changes", "--since", time).endsWith(2).err()).contains("--since");
  }

  @Test
  void untilBeforeSinceIsAWrongCommandLine() {
    assertThat(cli.run("changes", "--since", "1h", "--until", "2h").endsWith(2).err())
        .contains("is before --since");
  }

  @Test
  void aSelectorThatDoesNotParseIsAWrongCommandLineWithItsPosition() {
    assertThat(cli.run("find", "-l", "app in (web").endsWith(2).err())
        .contains("--selector: ")
        .contains("at character 12")
        .contains("  app in (web\n");
  }

  @Test
  void pendingTellsWhatIsToBeSentAndWhatHasEnded() {
    JsonNode pending = cli.run("pending", "-o", "json").endsWith(0).json();

    assertThat(pending.get("resources").intValue()).isEqualTo(1);
    assertThat(pending.get("ends").intValue()).isEqualTo(1);
    assertThat(pending.get("next")).hasSize(2);
    assertThat(pending.at("/next/0/name").textValue()).isEqualTo("cart");
    assertThat(pending.at("/next/0/revision").intValue()).isEqualTo(2);
    assertThat(pending.at("/next/1/end").textValue()).isEqualTo("deleted");
    assertThat(cli.run("pending", "--limit", "1").endsWith(0).lines()).hasSize(6);
    cli.run("pending", "--limit", "0").endsWith(2);
  }

  @Test
  void deleteTellsWhatItDeletedAndWhatWasNotThere() {
    Cli.Result deleted = cli.run("delete", "pod/shop/cart", "pod/shop/none").endsWith(1);

    assertThat(deleted.lines()).containsExactly("deleted Pod/shop/cart");
    assertThat(deleted.err()).contains("pod/shop/none is not there");
    assertThat(cli.run("find", "-o", "json").json()).isEmpty();
    assertThat(cli.run("history", "pod/shop/cart").endsWith(0).lines().getLast())
        .endsWith("deleted  by " + System.getProperty("user.name"));
  }

  @Test
  void deleteRefusesANameOfTwoResources() {
    cli.load(
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"}}
        {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"web","namespace":"shop"}}
        """);

    assertThat(cli.run("delete", "pod/shop/cart", "svc/shop/web").endsWith(2).err())
        .contains("Service/shop/web or Service.serving.knative.dev/shop/web");
    assertThat(cli.run("find", "-o", "json").json()).as("nothing was deleted").hasSize(3);
    cli.run("delete", "service.serving.knative.dev/shop/web").endsWith(0);
    assertThat(cli.run("find", "-o", "json").json()).hasSize(2);
  }

  @Test
  void whatIsStoredCannotSteerATerminal() {
    cli.load(
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\\u001b[31m\\nb\","
            + "\"namespace\":\"shop\"}}\n");
    String shown = "a\\u001b[31m\\nb";

    assertThat(cli.run("find", "-n", "shop").endsWith(0).out())
        .contains(shown)
        .doesNotContain("\u001b");
    assertThat(cli.run("pending").endsWith(0).out()).contains(shown).doesNotContain("\u001b");
    assertThat(cli.run("changes", "--since", "1h").out()).contains(shown).doesNotContain("\u001b");
    String name = "pod/shop/a\u001b[31m\nb";
    assertThat(cli.run("history", name).endsWith(0).out()).contains(shown).doesNotContain("\u001b");
    assertThat(cli.run("delete", name, name).endsWith(0).out())
        .isEqualTo("deleted Pod/shop/" + shown + "\n");
  }

  @Test
  void deleteMakesNoDatabase() {
    Path missing = folder.resolve("missing.db");

    assertThat(Cli.plain("", "delete", "--db", missing.toString(), "pod/a/b").status())
        .isEqualTo(3);
    assertThat(Files.exists(missing)).isFalse();
  }
}
