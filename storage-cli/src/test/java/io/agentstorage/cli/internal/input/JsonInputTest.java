// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonInputTest {
  private static final String A = pod("a");
  private static final String B = pod("b");

  static String pod(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\"}}";
  }

  @Test
  void anObjectComesOutWithAllThatIsKept() {
    Entry.Found found =
        Read.found(
            """
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {
              "name": "web", "namespace": "shop", "uid": "u-1", "creationTimestamp": null,
              "labels": {"app": "web", "empty": ""}, "annotations": {"note": "\\ud83d\\ude00 \\ud83d"}},
             "spec": {"replicas": 3, "name": "other"}}
            """);
    assertThat(found.resource().key()).hasToString("Deployment.apps/shop/web");
    assertThat(found.resource().uid()).isEqualTo("u-1");
    assertThat(found.resource().labels()).isEqualTo(Map.of("app", "web", "empty", ""));
    assertThat(found.resource().annotations()).isEqualTo(Map.of("note", "\ud83d\ude00 \ufffd"));
    assertThat(found.resource().metricLabels()).isNull();
    assertThat(found.place()).isEqualTo(new Place("-", 1, ""));
  }

  @Test
  void valuesOneBehindTheOtherAreDocuments() {
    assertThat(Read.lines(A + B + "\n" + A)).containsExactly("1 Pod/a", "2 Pod/b", "3 Pod/a");
  }

  @Test
  void anArrayAtTheTopGivesItsElements() {
    assertThat(Read.lines("[" + A + ", null, 5, [" + B + "], " + B + "] " + A))
        .containsExactly(
            "1 [0] Pod/a",
            "1 [1] not-an-object",
            "1 [2] not-an-object",
            "1 [3] not-an-object",
            "1 [4] Pod/b",
            "2 Pod/a");
  }

  @Test
  void aLineThatIsNotValidCostsOnlyItself() {
    assertThat(Read.lines(A + "\n{\"kind\": }\n" + B + "\n{\"kind\" \"x\"}\n" + A + "\n"))
        .containsExactly("1 Pod/a", "2 syntax", "3 Pod/b", "4 syntax", "5 Pod/a");
  }

  @Test
  void aValueThatIsNotClosedDoesNotSwallowTheLineBehindIt() {
    assertThat(Read.lines("{\"kind\":\n" + A + "\n" + B + "\n"))
        .containsExactly("1 syntax", "2 Pod/a", "3 Pod/b");
    assertThat(Read.lines(A + "\n{\"kind\": \"Po\n" + B + "\n"))
        .containsExactly("1 Pod/a", "2 syntax", "3 Pod/b");
  }

  @Test
  void prettyPrintedObjectsGoOnAfterABrokenOne() {
    String pretty =
        """
        {
          "apiVersion": "v1",
          "kind": "Pod",
          "metadata": {
            "name": "%s"
          }%s
        }
        """;
    assertThat(
            Read.lines(
                pretty.formatted("a", "")
                    + pretty.formatted("b", " oops")
                    + pretty.formatted("c", "")))
        .containsExactly("1 Pod/a", "2 syntax", "3 Pod/c");
  }

  @Test
  void aBrokenItemOnALineOfItsOwnCostsOnlyItself() {
    assertThat(
            Read.lines(
                "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n"
                    + A
                    + ",\n{\"kind\" 5},\n"
                    + B
                    + ",\n"
                    + A
                    + "\n]}\n"
                    + B))
        .containsExactly(
            "1 .items[0] Pod/a", "1 .items[1] syntax", "2 Pod/b", "3 Pod/a", "4 Pod/b");
  }

  @Test
  void nothingComesOutTwiceWhenReadingStepsBack() {
    assertThat(Read.lines("{\"items\":[\n" + A + "\n" + B + "\n"))
        .containsExactly("1 .items[0] Pod/a", "1 .items syntax", "2 Pod/b");
  }

  @Test
  void aTruncatedListIsOneRejectAndKeepsWhatWasComplete() {
    assertThat(
            Read.lines(
                "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":["
                    + A
                    + ","
                    + B.substring(0, 30)))
        .containsExactly("1 .items[0] Pod/a", "1 .items[1] syntax");
    assertThat(Read.message(A.substring(0, 30))).contains("too early");
  }

  @Test
  void aSyntaxErrorNamesTheLine() {
    assertThat(Read.message("{\n\"a\": 1,\n\"b\" 2\n}"))
        .startsWith("is not valid JSON at line 3: ");
  }

  @Test
  void aKeyThatOccursTwiceAnywhereRejectsThatObjectOnly() {
    String twice = A.replace("}}", "},\"spec\":{\"c\":[{},{\"x\":1,\"y\":{},\"x\":2}]}}");
    assertThat(
            Read.lines(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":["
                    + A
                    + ","
                    + twice
                    + ","
                    + B
                    + "]}"))
        .containsExactly(
            "1 .items[0] Pod/a", "1 .items[1].spec.c[1].x duplicate-key", "1 .items[2] Pod/b");
  }

  @Test
  void keysAreToldApartHoweverManyThereAre() {
    StringBuilder data = new StringBuilder("\"k0\":0");
    for (int i = 1; i < 100; i++) {
      data.append(",\"k").append(i).append("\":0");
    }
    assertThat(Read.lines(A.replace("}}", "},\"data\":{" + data + "}}")))
        .containsExactly("1 Pod/a");
    assertThat(Read.lines(A.replace("}}", "},\"data\":{" + data + ",\"k77\":1}}")))
        .containsExactly("1 .data.k77 duplicate-key");
    assertThat(Read.lines(A.replace("}}", "},\"data\":{" + data + ",\"k3\":1}}")))
        .containsExactly("1 .data.k3 duplicate-key");
  }

  @Test
  void whatIsSkippedIsStillCheckedForSyntax() {
    assertThat(Read.lines(A.replace("}}", "},\"spec\":[1,]}"))).containsExactly("1 syntax");
    assertThat(Read.lines(A.replace("}}", "},\"spec\":\"\\x\"}"))).containsExactly("1 syntax");
  }

  @Test
  void bytesThatAreNoUtf8CostOnlyTheObjectThatHasThem() {
    byte[] bytes =
        (A + "\n" + A.replace("}}", "},\"spec\":\"\u00e9\"}") + "\n" + B + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Read.lines("-", bytes)).containsExactly("1 Pod/a", "2 encoding", "3 Pod/b");
    Entry.Reject reject = (Entry.Reject) Read.entries("-", bytes).get(1);
    assertThat(reject.message()).contains("byte offset " + (2 * A.length() + 9));
  }

  @Test
  void nestingThatIsTooDeepIsARejectAndNoOverflow() {
    assertThat(Read.lines("{\"a\":" + "[".repeat(100_000) + "\n" + A))
        .containsExactly("1 nesting", "2 Pod/a");
    assertThat(Read.lines("[".repeat(100_000))).containsExactly("1 nesting");
    assertThat(Read.lines("{\"items\":[".repeat(5_000)))
        .containsExactly("1 .items[0]" + ".items[0]".repeat(498) + ".items nesting");
  }

  @Test
  void whatFollowsAMarkerLineIsYaml() {
    assertThat(
            Read.lines(
                A + "\n---\n" + B + "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: c}\n"))
        .containsExactly("1 Pod/a", "2 Pod/b", "3 Pod/c");
  }

  @Test
  void aScalarAtTheTopIsNoObject() {
    assertThat(Read.lines("x.json", "null".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1 not-an-object");
    assertThat(Read.lines("x.json.gz", "\"abc\" 5".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1 not-an-object", "2 not-an-object");
    assertThat(Read.lines("x.json", "tru".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1 syntax");
  }

  @Test
  void aVeryLongTextThatNobodyKeepsIsNoProblem() {
    String longText = "x".repeat(20 << 20);
    assertThat(Read.lines(A.replace("}}", "},\"data\":\"" + longText + "\"}") + B))
        .containsExactly("1 Pod/a", "2 Pod/b");
    assertThat(Read.lines("{\"apiVersion\":\"" + longText + "\"}\n" + B))
        .containsExactly("1 too-large", "2 Pod/b");
  }
}
