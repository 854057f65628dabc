// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RealInputTest {
  private static final Set<String> NOTHING_IN_IT =
      Set.of(
          "n_single_space.json", "n_structure_no_data.json", "n_structure_UTF8_BOM_no_data.json");

  /** Two JSON values one behind the other are two documents here. */
  private static final Set<String> TWO_DOCUMENTS =
      Set.of("n_structure_double_array.json", "n_structure_object_with_trailing_garbage.json");

  @Test
  void noFileMakesTheReaderThrowOrPrintOrGiveMoreThanItHolds() throws IOException {
    PrintStream before = System.out;
    PrintStream errorsBefore = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    TreeMap<String, Long> counts = new TreeMap<>();
    try (PrintStream silent = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(silent);
      System.setErr(silent);
      for (Path file : SharedData.files("")) {
        List<Entry> entries = read(file);
        assertThat((long) entries.size())
            .as("%s", file)
            .isLessThanOrEqualTo(1 + Files.size(file) / 2);
        for (Entry entry : entries) {
          String what = entry instanceof Entry.Reject reject ? reject.reason().text() : "found";
          counts.merge(what, 1L, Long::sum);
        }
      }
    } finally {
      System.setOut(before);
      System.setErr(errorsBefore);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(counts.get("found")).as("%s", counts).isGreaterThan(10_000);
  }

  @Test
  void jsonThatMustParseDoesAndJsonThatMustNotIsARejectForItsSyntax() throws IOException {
    Set<Reason> broken = Set.of(Reason.SYNTAX, Reason.ENCODING, Reason.NESTING);
    for (Path file : SharedData.files("nst__JSONTestSuite/test_parsing")) {
      String name = file.getFileName().toString();
      List<Reason> reasons =
          read(file).stream()
              .filter(Entry.Reject.class::isInstance)
              .map(entry -> ((Entry.Reject) entry).reason())
              .toList();
      if (name.startsWith("y_")) {
        assertThat(reasons).as(name).doesNotContainAnyElementsOf(broken);
      } else if (name.startsWith("n_")) {
        if (NOTHING_IN_IT.contains(name)) {
          assertThat(reasons).as(name).isEmpty();
        } else if (!TWO_DOCUMENTS.contains(name)) {
          assertThat(reasons).as(name).containsAnyElementsOf(broken);
        }
      }
    }
  }

  @Test
  void oddFilesOfArgoCdGiveWhatTheyHold() throws IOException {
    Path odd = SharedData.path("argoproj__argo-cd/reposerver/repository/testdata");
    assertThat(lines(odd.resolve("null-list/null-list.yaml")))
        .containsExactly("2 ServiceAccount/prometheus-operator-operator");
    assertThat(lines(odd.resolve("empty-list/empty-list.yaml")))
        .containsExactly("2 ServiceAccount/prometheus-operator-operator");
    assertThat(lines(odd.resolve("invalid-metadata/bad.yaml")))
        .containsExactly(
            "1 .metadata.annotations.invalid annotation-value",
            "2 .metadata.labels.invalid label-value");
    assertThat(lines(odd.resolve("utf-16/utf-16.yaml")))
        .containsExactly("1 Namespace/linkerd", "2 ServiceAccount/linkerd/linkerd-controller");
    assertThat(lines(odd.resolve("invalid-manifests/bad.yaml"))).containsExactly("1 syntax");
  }

  private static List<String> lines(Path file) throws IOException {
    return read(file).stream().map(Read::line).toList();
  }

  private static List<Entry> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Read.entries(file.toString(), in);
    }
  }
}
