// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SyncCommandTest {
  @TempDir Path folder;
  private Cli cli;
  private Path centre;

  @BeforeEach
  void load() {
    cli = new Cli(folder);
    centre = folder.resolve("centre.db");
    cli.load(pod("web", "u1") + pod("api", "u2"));
  }

  private static String pod(String name, String uid) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\""
        + name
        + "\",\"namespace\":\"shop\",\"uid\":\""
        + uid
        + "\",\"labels\":{\"app\":\""
        + name
        + "\"}}}\n";
  }

  private List<String> words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("sync", "--from", cli.database().toString(), "--to", centre.toString()));
    words.addAll(List.of(more));
    return words;
  }

  private Cli.Result sync(String... more) {
    return Cli.plain("", words(more).toArray(String[]::new));
  }

  private String pendingIn(Path database) {
    return Cli.plain("", "pending", "--db", database.toString(), "-o", "json").json().toString();
  }

  @Test
  void onceSendsWhatIsPendingAndSaysHowMuch() {
    assertThat(sync("--once").endsWith(0).lines())
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  resources 2  ends 0  pending 0");
    cli.run("delete", "pod/shop/api", "--by", "admin").endsWith(0);
    assertThat(sync("--once").endsWith(0).out()).contains("resources 0  ends 1  pending 0");

    String[] find = {"find", "--db", "", "-o", "ndjson"};
    find[2] = centre.toString();
    String there = Cli.plain("", find).endsWith(0).out();
    find[2] = cli.database().toString();
    assertThat(there.replaceAll("\"sentAt\":\"[^\"]*\"", ""))
        .isEqualTo(Cli.plain("", find).out().replaceAll("\"sentAt\":\"[^\"]*\"", ""))
        .contains("\"web\"");
    assertThat(
            Cli.plain("", "history", "--db", centre.toString(), "pod/shop/api").endsWith(0).out())
        .contains("deleted  by admin");
    assertThat(pendingIn(centre)).isEqualTo(pendingIn(cli.database())).contains("\"resources\":0");
  }

  @Test
  void whatIsRefusedIsToldAndStaysPending() {
    sync("--once").endsWith(0);
    try (SqliteDatabase stricter = SqliteDatabase.open(centre)) {
      stricter.write(
          tx ->
              tx.createUniqueIndex("resource_tags_uid_uq")
                  .on(RESOURCE_TAGS, RESOURCE_TAGS.UID)
                  .execute());
    }
    cli.load(pod("bad", "u1") + pod("good", "u3"));

    Cli.Result result = sync("--once").endsWith(1);

    assertThat(result.out()).contains("resources 1  ends 0  pending 1");
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("agent-storage: refused, stays pending: Pod/shop/bad revision 1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "5", "-1s", "soon", ""})
  void refusesAnIntervalThatIsNone(String interval) {
    assertThat(sync("--interval=" + interval).endsWith(2).err()).contains("--interval", "500ms");
    assertThat(centre).doesNotExist();
  }

  @Test
  void refusesLocationsThatAreNoDatabases() {
    String file = cli.database().toString();
    assertThat(Cli.plain("", "sync", "--from", file, "--to", file, "--once").endsWith(2).err())
        .contains("--to", "name another one");
    assertThat(Cli.plain("", "sync", "--from", file, "--to", "ftp://x", "--once").endsWith(2).err())
        .contains("--to", "ftp://x");
    assertThat(sync("--once", "--cluster", "prod").endsWith(2).err()).contains("--cluster");
    assertThat(Cli.plain("", "sync", "--to", file).endsWith(2).err()).contains("--from");
    Path missing = folder.resolve("missing.db");
    assertThat(
            Cli.plain("", "sync", "--from", missing.toString(), "--to", centre.toString())
                .endsWith(3)
                .err())
        .contains("missing.db");
    assertThat(missing).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void goesOnUntilASignalAndEndsWell(String signal) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.agentstorage.cli.Main"));
    command.addAll(words("--interval", "10ms"));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).as(Files.readString(err)).contains("resources 2  ends 0");
      cli.load(pod("later", "u3"));
      assertThat(out.readLine()).as(Files.readString(err)).contains("resources 1  ends 0");
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      assertThat(process.waitFor(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(err).isEmptyFile();
  }
}
