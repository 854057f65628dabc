// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongDatabaseTest {
  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"find", "get pod/a/b", "stats", "coverage --labels a", "sql ANALYZE", "info"})
  void saysThatTheFileIsMissingAndMakesNone(String command) throws IOException {
    String[] words = command.split(" ", -1);
    Cli.Result result = cli.run(words[0], Arrays.copyOfRange(words, 1, words.length)).endsWith(3);

    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("agent-storage: open " + cli.database() + ": there is no such file;")
        .contains("name one that exists");
    assertThat(result.out()).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find",
        "get pod/a/b",
        "stats",
        "coverage --labels a",
        "sql ANALYZE",
        "info",
        "load -"
      })
  void leavesAFileThatIsNoDatabaseAsItIs(String command) throws IOException {
    Files.writeString(cli.database(), "a note, and no database. ".repeat(400));
    byte[] before = Files.readAllBytes(cli.database());
    String[] words = command.split(" ", -1);
    Cli.Result result = cli.run(words[0], Arrays.copyOfRange(words, 1, words.length)).endsWith(3);

    assertThat(result.err().lines().toList().getLast())
        .startsWith("agent-storage: open " + cli.database() + ": ")
        .contains("no SQLite database: restore it from a backup, or name another file");
    assertThat(result.out()).isEmpty();
    assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
  }

  @Test
  void refusesAFolderAndAFileInAFolderThatIsNotThere() {
    assertThat(Cli.plain("", "info", "--db", folder.toString()).endsWith(3).err())
        .isEqualTo("agent-storage: open " + folder + ": it is a folder; name a file\n");
    Path nowhere = folder.resolve("no").resolve("agent.db");
    for (List<String> command : List.of(List.of("info"), List.of("load", "-"))) {
      String[] all =
          Stream.concat(command.stream(), Stream.of("--db", nowhere.toString()))
              .toArray(String[]::new);
      assertThat(Cli.plain("", all).endsWith(3).err())
          .contains("open " + nowhere + ": its folder does not exist; create it");
    }
  }
}
