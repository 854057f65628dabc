// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCommandTest {
  @TempDir Path folder;
  private Path database;

  @BeforeEach
  void create() {
    database = folder.resolve("agent.db");
    SqliteDatabase.open(database).close();
  }

  private Cli.Result state(String command, String... arguments) {
    return stateWithInput("", command, arguments);
  }

  private Cli.Result stateWithInput(String input, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("state", command, "--db", database.toString()));
    all.addAll(List.of(arguments));
    return Cli.plain(input, all.toArray(String[]::new));
  }

  @Test
  void whatIsSetIsGot() {
    assertThat(
            state("set", "prices", "eu", "{\"cpu\":0.10,\"zones\":[\"a\",null]}").endsWith(0).out())
        .isEqualTo("set prices/eu, version 1\n");

    assertThat(state("get", "prices", "eu").endsWith(0).out())
        .isEqualTo(
            """
            {
              "cpu" : 0.10,
              "zones" : [
                "a",
                null
              ]
            }
            """);
    JsonNode entry = state("get", "prices", "eu", "-o", "json").endsWith(0).json();
    assertThat(entry.get("component").textValue()).isEqualTo("prices");
    assertThat(entry.get("key").textValue()).isEqualTo("eu");
    assertThat(entry.get("version").intValue()).isEqualTo(1);
    assertThat(entry.get("updatedAt").textValue()).matches("20\\d\\d-.*T.*Z");
    assertThat(entry.at("/value/zones/0").textValue()).isEqualTo("a");
  }

  @Test
  void setRaisesTheVersionUnlessTheValueIsEqual() {
    state("set", "a", "k", "12345678901234567890").endsWith(0);
    assertThat(state("set", "a", "k", " 12345678901234567890 ").endsWith(0).out())
        .endsWith("version 1\n");
    assertThat(state("set", "a", "k", "null", "-o", "json").endsWith(0).json().get("version"))
        .hasToString("2");
    assertThat(state("get", "a", "k").endsWith(0).out()).isEqualTo("null\n");
  }

  @Test
  void aValueMayComeFromStandardInput() {
    stateWithInput("\n[ 1,\n\"\u00e9\" ]\n", "set", "a", "k", "-").endsWith(0);
    assertThat(state("ls", "-o", "csv").endsWith(0).lines().getLast())
        .endsWith("\"[1,\"\"é\"\"]\"");
    state("set", "a", "k", "--", "-5").endsWith(0);
    assertThat(state("get", "a", "k").endsWith(0).out()).isEqualTo("-5\n");
  }

  @Test
  void whoComesSecondIsToldAndChangesNothing() {
    state("set", "a", "k", "1", "--if-version", "0").endsWith(0);
    assertThat(state("set", "a", "k", "2", "--if-version", "1").endsWith(0).out())
        .isEqualTo("set a/k, version 2\n");

    Cli.Result late = state("set", "a", "k", "3", "--if-version", "1").endsWith(1);

    assertThat(late.out()).isEmpty();
    assertThat(late.err())
        .isEqualTo(
            "agent-storage: state a/k was not set: it has version 2; look at it with"
                + " 'agent-storage state get', and set it with --if-version 2\n");
    assertThat(state("set", "a", "k", "3", "--if-version", "0").endsWith(1).err())
        .contains("it has version 2");
    assertThat(state("set", "a", "new", "3", "--if-version", "4").endsWith(1).err())
        .contains("it is not there", "--if-version 0");
    assertThat(state("rm", "a", "k", "--if-version", "1").endsWith(1).err())
        .contains("was not removed: it has version 2");
    assertThat(state("get", "a", "k").endsWith(0).out()).isEqualTo("2\n");
    assertThat(state("rm", "a", "k", "--if-version", "2").endsWith(0).out())
        .isEqualTo("removed a/k\n");
  }

  @Test
  void whatIsNotThereIsToldAndEndsWithOne() {
    state("set", "a", "k", "1").endsWith(0);
    assertThat(state("rm", "a", "k").endsWith(0).out()).isEqualTo("removed a/k\n");
    for (Cli.Result missing :
        List.of(
            state("get", "a", "k"),
            state("rm", "a", "k"),
            state("rm", "a", "k", "--if-version", "1"))) {
      assertThat(missing.endsWith(1).out()).isEmpty();
      assertThat(missing.err())
          .isEqualTo(
              "agent-storage: state a/k is not there; 'agent-storage state ls' lists what is\n");
    }
  }

  @Test
  void lsPrintsComponentsAndKeysInTheirOrder() {
    state("set", "b", "x", "\"" + "long ".repeat(40) + "\"").endsWith(0);
    state("set", "a", "y", "{\"n\":1}").endsWith(0);
    state("set", "a", "x", "true").endsWith(0);
    state("set", "a", "x", "false").endsWith(0);

    List<String> table = state("ls").endsWith(0).lines();
    assertThat(table.get(0)).matches("COMPONENT +KEY +VERSION +UPDATED +VALUE");
    assertThat(table.get(1)).matches("a +x +2 +20\\S+Z +false");
    assertThat(table.get(2)).matches("a +y +1 +20\\S+Z +\\{\"n\":1}");
    assertThat(table.get(3)).matches("b +x +1 +20\\S+Z +\"long .*\u2026").hasSizeLessThan(200);
    assertThat(table).hasSize(4);

    assertThat(state("ls", "a", "--limit", "1", "-o", "ndjson").endsWith(0).lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(Cli.json(line).get("key").textValue()).isEqualTo("x");
              assertThat(Cli.json(line).get("value").isBoolean()).isTrue();
            });
    assertThat(state("ls", "-o", "json").endsWith(0).json().findValuesAsText("component"))
        .containsExactly("a", "a", "b");
    assertThat(state("ls", "none", "-o", "json").endsWith(0).json()).isEmpty();
    assertThat(state("ls", "none", "-o", "ndjson").endsWith(0).out()).isEmpty();
    assertThat(state("ls", "none", "-o", "csv").endsWith(0).lines())
        .containsExactly("component,key,version,updatedAt,value");
  }

  @Test
  void lsSinceATimePrintsWhatChangedThenOldestFirst() {
    state("set", "b", "k", "1").endsWith(0);
    state("set", "a", "k", "1").endsWith(0);
    state("set", "b", "k", "2").endsWith(0);

    assertThat(state("ls", "--since", "1h", "-o", "csv").endsWith(0).lines().get(2))
        .startsWith("b,k,2,");
    assertThat(state("ls", "a", "--since", "1h", "-o", "csv").endsWith(0).lines()).hasSize(2);
    assertThat(state("ls", "--since", "2999-01-01", "-o", "json").endsWith(0).json()).isEmpty();
    assertThat(state("ls", "--since", "soon").endsWith(2).err()).contains("--since", "soon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "text", "{", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "1 2", "NaN"})
  void whatIsNotJsonIsRefusedWithACure(String value) {
    Cli.Result result = state("set", "a", "k", value).endsWith(2);

    assertThat(result.err()).startsWith("VALUE is ").contains("state set");
    assertThat(state("ls", "-o", "ndjson").endsWith(0).out()).isEmpty();
  }

  @Test
  void theWrongPlaceOfTheJsonIsTold() {
    assertThat(stateWithInput("[1,\n  text]", "set", "a", "k", "-").endsWith(2).err())
        .startsWith("VALUE is not JSON at line 2, column ");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    assertThat(stateWithInput(large, "set", "a", "k", "-").endsWith(2).err())
        .contains("a/k", "1048576 bytes");
    String blank = " ".repeat((16 << 20) + 1);
    assertThat(stateWithInput(blank, "set", "a", "k", "-").endsWith(2).err()).contains("bytes");
  }

  @Test
  void namesAndVersionsThatCannotBeAreRefused() {
    assertThat(state("set", "", "k", "1").endsWith(2).err()).contains("component is empty");
    assertThat(state("get", "a", "x".repeat(254)).endsWith(2).err()).contains("254 characters");
    assertThat(state("rm", "a\nb", "k").endsWith(2).err()).contains("control character");
    assertThat(state("ls", "").endsWith(2).err()).contains("component is empty");
    assertThat(state("set", "a", "k", "1", "--if-version", "-1").endsWith(2).err())
        .contains("versions begin with 1");
    assertThat(state("rm", "a", "k", "--if-version", "0").endsWith(2).err())
        .contains("versions begin with 1");
    assertThat(state("set", "a", "k").endsWith(2).err()).contains("VALUE");
    assertThat(state("get", "a").endsWith(2).err()).contains("KEY");
  }

  @Test
  void noCommandMakesADatabase() {
    Path missing = folder.resolve("missing.db");
    for (String words : List.of("get a k", "set a k 1", "rm a k", "ls")) {
      List<String> all = new ArrayList<>(List.of("state"));
      all.addAll(List.of(words.split(" ", -1)));
      all.addAll(List.of("--db", missing.toString()));
      assertThat(Cli.plain("", all.toArray(String[]::new)).endsWith(3).err())
          .contains("missing.db");
    }
    assertThat(Files.exists(missing)).isFalse();
  }

  @Test
  void syncNotesWhatItHasSent() {
    Cli cli = new Cli(folder);
    cli.load("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"}}");
    String centre = folder.resolve("centre.db").toString();
    Cli.plain("", "sync", "--from", cli.database().toString(), "--to", centre, "--once")
        .endsWith(0);

    JsonNode sent =
        Cli.plain("", "state", "get", "--db", cli.database().toString(), "outbox-sync", "sent")
            .endsWith(0)
            .json();

    assertThat(sent.get("resources")).hasToString("1");
    assertThat(sent.get("sentAt").textValue()).matches("20\\d\\d-.*Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "set", "rm", "ls"})
  void helpTellsOfEachCommandWithAnExample(String command) {
    String help = Cli.plain("", "state", "help", command).endsWith(0).out();
    assertThat(help)
        .contains("Usage: agent-storage state " + command, "Examples:")
        .doesNotContain("${");
    assertThat(Cli.plain("", "state", command, "--help").endsWith(0).out()).isEqualTo(help);
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertThat(state("get", "a", "k", "--zzyzx").endsWith(2).err()).contains("--zzyzx");
    assertThat(state("set", "a", "k", "1", "--zzyzx").endsWith(2).err()).contains("--zzyzx");
    assertThat(state("rm", "a", "k", "--zzyzx").endsWith(2).err()).contains("--zzyzx");
    assertThat(state("ls", "--zzyzx").endsWith(2).err()).contains("--zzyzx");
  }

  @Test
  void stateAloneNamesItsCommands() {
    assertThat(Cli.plain("", "state").endsWith(2).err())
        .startsWith("Missing command")
        .contains("get", "set", "rm", "ls");
    assertThat(Cli.plain("", "help", "state").endsWith(0).out()).contains("Commands:", "Examples:");
  }
}
