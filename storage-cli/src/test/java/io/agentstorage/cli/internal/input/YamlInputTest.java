// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlInputTest {
  private static final String HEAD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n";

  static String pod(String name) {
    return HEAD.replace("name: a", "name: " + name);
  }

  @Test
  void documentsAreCutAtTheirMarkers() {
    assertThat(
            Read.lines(
                pod("a") + "---\n" + pod("b") + "--- # c\n" + pod("c") + "...\n---\n" + pod("d")))
        .containsExactly("1 Pod/a", "2 Pod/b", "3 Pod/c", "4 Pod/d");
  }

  @Test
  void aDocumentOfOnlyCommentsOrNullIsNothingButCounts() {
    assertThat(Read.lines("# start\n---\n# none\n---\n~\n---\n\n---\n" + pod("a")))
        .containsExactly("4 Pod/a");
    assertThat(Read.lines("---\n" + pod("a") + "---\n")).containsExactly("1 Pod/a");
    assertThat(Read.lines("")).isEmpty();
    assertThat(Read.lines(" \n# only a comment\n")).isEmpty();
  }

  @Test
  void aDocumentThatDoesNotParseCostsOnlyItself() {
    assertThat(
            Read.lines(
                pod("a") + "---\nkind: [\n---\n{{ .Values.x }}\n---\nkind: \"x\n---\n" + pod("b")))
        .containsExactly("1 Pod/a", "2 syntax", "3 syntax", "4 syntax", "5 Pod/b");
    assertThat(Read.lines("{{- if .Values.x }}\nkind: Pod\n{{- end }}\n"))
        .containsExactly("1 syntax");
  }

  @Test
  void textBehindTheEndOfTheObjectMakesItWrong() {
    assertThat(
            Read.lines(
                "{apiVersion: v1, kind: Pod, metadata: {name: a}}\nfoo: bar\n---\n" + pod("b")))
        .containsExactly("1 syntax", "2 Pod/b");
  }

  @Test
  void aSyntaxErrorNamesTheLineOfTheFile() {
    assertThat(Read.message("---\n# nothing\n---\nkind: Pod\n foo: bar\n"))
        .startsWith("is not valid YAML at line 5: ");
  }

  @Test
  void directivesBelongToTheDocumentBehindThem() {
    assertThat(Read.lines("%YAML 1.2\n# c\n---\n" + pod("a") + "...\n%YAML 1.1\n---\n" + pod("b")))
        .containsExactly("1 Pod/a", "2 Pod/b");
  }

  @Test
  void carriageReturnsAndMarkersInsideTextMakeNoDifference() {
    assertThat(
            Read.lines(
                (pod("a") + "---\n" + pod("b") + "data:\n  x: |\n    ---\n    y\n")
                    .replace("\n", "\r\n")))
        .containsExactly("1 Pod/a", "2 Pod/b");
    assertThat(Read.lines(pod("a") + "text: a\n---x: 5\n")).containsExactly("1 Pod/a");
  }

  @Test
  void anAliasStandsForTheTextThatHasTheAnchor() {
    Entry.Found found =
        Read.found(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: &app web
              namespace: &ns shop
              labels: &labels
                app.kubernetes.io/name: *app
                *app : *ns
              annotations: *labels
            spec:
              selector: *labels
            """);
    assertThat(found.resource().key()).hasToString("Pod/shop/web");
    assertThat(found.resource().labels())
        .isEqualTo(Map.of("app.kubernetes.io/name", "web", "web", "shop"));
    assertThat(found.resource().annotations()).isEqualTo(found.resource().labels());
  }

  @Test
  void mergeKeysAddWhatIsNotThereYet() {
    Entry.Found found =
        Read.found(
            """
            x-base: &base
              <<: {z: "9", b: "8"}
              b: "1"
              c: "1"
            x-more: &more {c: "2", d: "2"}
            x-type: &type {apiVersion: v1, kind: Job}
            <<: *type
            kind: Pod
            metadata:
              name: a
              labels:
                <<: [*base, *more]
                a: "0"
                b: "0"
              annotations:
                k: "1"
                <<: *base
                <<: *more
            """);
    assertThat(found.resource().key()).hasToString("Pod/a");
    assertThat(found.resource().labels())
        .isEqualTo(Map.of("a", "0", "b", "0", "c", "1", "d", "2", "z", "9"));
    assertThat(found.resource().annotations())
        .isEqualTo(Map.of("k", "1", "b", "1", "c", "1", "d", "2", "z", "9"));
  }

  @Test
  void aMergeKeyInQuotesIsAnOrdinaryKey() {
    assertThat(Read.lines(HEAD + "  labels: {\"<<\": x}\n"))
        .containsExactly("1 .metadata.labels[\"<<\"] label-key");
    assertThat(Read.lines(HEAD + "  labels: {<<: x}\n")).containsExactly("1 syntax");
  }

  @Test
  void anAliasWithoutAnAnchorOrInsideItselfIsARejectEvenWhereNobodyLooks() {
    assertThat(Read.message(HEAD + "spec: *none\n")).contains("*none at line 5 without an anchor");
    assertThat(Read.message(HEAD + "spec: &s {x: *s}\n")).contains("inside what it stands for");
  }

  @Test
  void anAliasOfAnotherDocumentIsUnknown() {
    assertThat(Read.lines(pod("&x a") + "---\n" + pod("*x")))
        .containsExactly("1 Pod/a", "2 syntax");
  }

  @Test
  void anAliasBombCostsNothingWhereNobodyLooksAndIsARejectWhereSomebodyDoes() {
    StringBuilder bomb = new StringBuilder("x0: &x0 {k: v}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("x%d: &x%d [%s]\n".formatted(i, i, "*x" + (i - 1) + ", *x" + (i - 1)));
    }
    assertThat(Read.lines(bomb + HEAD + "spec: *x39\n---\n" + pod("b")))
        .containsExactly("1 Pod/a", "2 Pod/b");
    StringBuilder lists = new StringBuilder("x0: &x0 {kind: List, apiVersion: v1, items: []}\n");
    for (int i = 1; i < 40; i++) {
      lists.append(
          "x%d: &x%d {kind: List, apiVersion: v1, items: [%s]}\n"
              .formatted(i, i, "*x" + (i - 1) + ", *x" + (i - 1)));
    }
    assertThat(Read.lines(lists + "kind: List\napiVersion: v1\nitems: [*x39]\n---\n" + pod("b")))
        .hasSize(2)
        .first()
        .asString()
        .endsWith(" too-large");
  }

  @Test
  void aDocumentWithTooMuchBehindAnchorsIsReadAsLongAsNobodyNeedsThat() {
    String big = "big: &big\n" + "- some text that is kept\n".repeat(101_000);
    assertThat(Read.lines(big + HEAD + "spec: *big\n")).containsExactly("1 Pod/a");
    assertThat(Read.lines(big + HEAD + "  labels: *big\n")).containsExactly("1 too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "ON",
        "off",
        "true",
        "y",
        "N",
        "123",
        "0x1f",
        "0b1",
        "0o17",
        "017",
        "1.5",
        "1e3",
        "1_000",
        "+1",
        "-.5",
        ".inf",
        ".NaN",
        "~",
        "null",
        "",
        "!!int \"5\"",
        "!!null x",
        "[a]",
        "{a: b}"
      })
  void anUnquotedLabelValueThatIsNoTextIsAReject(String value) {
    assertThat(Read.lines(HEAD + "  labels:\n    v: " + value + "\n"))
        .containsExactly("1 .metadata.labels.v label-value");
    assertThat(Read.lines(HEAD + "  annotations:\n    v: " + value + "\n"))
        .containsExactly("1 .metadata.annotations.v annotation-value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-01-01",
        "1.2.3",
        "12e4567",
        "0x",
        "1:30",
        "!!str 5",
        "\"5\"",
        "'true'",
        "a",
        "0b2",
        "1e",
        "nUll",
        "TrUe",
        "2020-01-01T10.00.00Z",
        "! 5"
      })
  void whatKubernetesTakesForATextIsOne(String value) {
    assertThat(Read.lines(HEAD + "  annotations:\n    v: " + value + "\n"))
        .containsExactly("1 Pod/a");
  }

  @Test
  void aKeyThatOccursTwiceAnywhereRejectsThatDocumentOnly() {
    assertThat(
            Read.lines(HEAD + "spec:\n  c:\n  - {x: 1}\n  - x: 1\n    \"x\": 2\n---\n" + pod("b")))
        .containsExactly("1 .spec.c[1].x duplicate-key", "2 Pod/b");
    assertThat(Read.lines(HEAD + "  labels: {a: b, a: b}\n"))
        .containsExactly("1 .metadata.labels.a duplicate-key");
  }

  @Test
  void aKeyThatIsNoTextIsAReject() {
    assertThat(Read.message(HEAD + "spec: {[a]: b}\n")).contains("as a key at line 5");
  }

  @Test
  void listsAndArraysComeInYamlToo() {
    String list =
        """
        items:
        - metadata: {name: b}
        - apiVersion: v1
          kind: Pod
          metadata: {name: a}
        kind: PodList
        apiVersion: v1
        """;
    assertThat(Read.lines(list)).containsExactly("1 .items[1] Pod/a", "1 .items[0] Pod/b");
    assertThat(Read.lines("- 5\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"))
        .containsExactly("1 [0] not-an-object", "1 [1] Pod/a");
    assertThat(Read.lines("just text\n")).containsExactly("1 not-an-object");
  }

  @Test
  void nestingThatIsTooDeepIsARejectAndNoOverflow() {
    assertThat(Read.lines("a: " + "[".repeat(5_000) + "\n---\n" + pod("b")))
        .containsExactly("1 nesting", "2 Pod/b");
  }

  @Test
  void bytesThatAreNoTextCostTheirDocument() {
    byte[] bytes =
        (pod("a") + "---\n" + HEAD + "x: \u00e9\n---\n" + pod("b"))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Read.lines("-", bytes)).containsExactly("1 Pod/a", "2 encoding", "3 Pod/b");
  }
}
