// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  private static final List<String> COMMANDS =
      List.of(
          "load",
          "find",
          "get",
          "sync",
          "metrics",
          "files",
          "retention",
          "disk",
          "state",
          "stats",
          "coverage",
          "sql",
          "info",
          "copy",
          "generate",
          "generate-completion",
          "help");

  @TempDir Path folder;

  @Test
  void helpNamesTheCommandsAndTheExitStatuses() {
    String help = Cli.plain("", "--help").endsWith(0).out();
    assertThat(Cli.plain("", "help").endsWith(0).out()).isEqualTo(help);
    for (String command : COMMANDS) {
      assertThat(help).containsPattern("(?m)^  " + command + "( |,|$)");
    }
    for (String status : List.of("0", "1", "2", "3", "130")) {
      assertThat(help).containsPattern("(?m)^ +" + status + " +\\S");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load",
        "find",
        "get",
        "disk",
        "stats",
        "coverage",
        "sql",
        "info",
        "copy",
        "generate",
        "retention plan",
        "retention run"
      })
  void helpOfACommandNamesItsOptionsAndGivesAnExample(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add("--help");
    String help = Cli.plain("", words.toArray(String[]::new)).endsWith(0).out();
    assertThat(help).contains("Usage: agent-storage " + command, "Examples:");
    assertThat(help).contains("-o, --output=FORMAT").doesNotContain("${");
    words.remove(words.size() - 1);
    words.add(words.size() - 1, "help");
    assertThat(Cli.plain("", words.toArray(String[]::new)).endsWith(0).out()).isEqualTo(help);
  }

  @Test
  void versionNamesThoseThatMatter() {
    assertThat(Cli.plain("", "--version").endsWith(0).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("agent-storage "),
            line -> assertThat(line).matches("SQLite driver 3\\..*"),
            line -> assertThat(line).isEqualTo("Java " + System.getProperty("java.version")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load",
        "find",
        "get",
        "disk",
        "stats",
        "coverage --labels a",
        "sql",
        "info",
        "copy --from a --to b",
        "generate"
      })
  void refusesAnUnknownOption(String command) {
    String[] words = (command + " --zzyzx x").split(" ", -1);
    Cli.Result result = Cli.plain("", words).endsWith(2);
    assertThat(result.err()).contains("--zzyzx").contains("Usage: agent-storage " + words[0]);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void refusesNoCommandAndAnUnknownOne() {
    assertThat(Cli.plain("").endsWith(2).err()).startsWith("Missing command").contains("Commands:");
    assertThat(Cli.plain("", "frob").endsWith(2).err()).contains("frob");
  }

  @Test
  void completionIsAScriptThatBashUnderstands() throws IOException, InterruptedException {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, Cli.plain("", "generate-completion").endsWith(0).out());
    // Asks the script what could follow "agent-storage find --na".
    Process bash =
        new ProcessBuilder(
                "bash",
                "-euc",
                "bash -n \"$1\"; set +eu; . \"$1\"; COMP_WORDS=(agent-storage find --na);"
                    + " COMP_CWORD=2; COMP_LINE='agent-storage find --na';"
                    + " _complete_agent-storage; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                script.toString())
            // It only says there that nobody is typing.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    assertThat(out.lines()).containsExactlyInAnyOrder("--namespace", "--name");
  }
}
