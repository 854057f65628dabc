// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListInputTest {
  private static final String POD = JsonInputTest.pod("a");
  private static final String BARE = "{\"metadata\":{\"name\":\"b\"}}";

  @Test
  void itemsOfAListBeforeItsKindComeOutWithTheirOwnTypes() {
    assertThat(
            Read.lines(
                "{\"apiVersion\":\"v1\",\"items\":["
                    + POD
                    + "],\"kind\":\"List\",\"metadata\":{}}"))
        .containsExactly("1 .items[0] Pod/a");
  }

  @Test
  void itemsOfATypedListInheritWhatTheyLack() {
    assertThat(
            Read.lines(
                "{\"kind\":\"DeploymentList\",\"apiVersion\":\"apps/v1\",\"items\":["
                    + BARE
                    + "]}"))
        .containsExactly("1 .items[0] Deployment.apps/b");
    assertThat(
            Read.lines(
                "{\"items\":["
                    + BARE
                    + ","
                    + POD
                    + "],\"kind\":\"DeploymentList\",\"apiVersion\":\"apps/v1\"}"))
        .containsExactly("1 .items[1] Pod/a", "1 .items[0] Deployment.apps/b");
    assertThat(
            Read.lines(
                "{\"kind\":\"DeploymentList\",\"items\":["
                    + BARE
                    + "],\"apiVersion\":\"apps/v1\"}"))
        .containsExactly("1 .items[0] Deployment.apps/b");
  }

  @Test
  void anItemInheritsNoVersionThatIsNotThatOfItsKind() {
    assertThat(
            Read.lines(
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"kind\":\"Job\",\"metadata\":{\"name\":\"j\"}},{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}]}"))
        .containsExactly("1 .items[0] no-api-version", "1 .items[1] Pod/p");
  }

  @Test
  void anItemWithoutATypeInAPlainListIsARejectOfItsOwn() {
    assertThat(
            Read.lines(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + BARE + "," + POD + "]}"))
        .containsExactly("1 .items[0] no-api-version", "1 .items[1] Pod/a");
    assertThat(Read.lines("{\"items\":[" + BARE + "," + POD + "],\"kind\":\"List\"}"))
        .containsExactly("1 .items[1] Pod/a", "1 .items[0] no-api-version");
  }

  @Test
  void listsInListsGiveTheirItems() {
    String inner =
        "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[" + BARE + "," + POD + "]}";
    assertThat(
            Read.lines(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + inner + "," + POD + "]}"))
        .containsExactly(
            "1 .items[0].items[0] Pod/b", "1 .items[0].items[1] Pod/a", "1 .items[1] Pod/a");
  }

  @Test
  void anObjectOfAnotherKindWithItemsIsThatObject() {
    String head = "\"apiVersion\":\"x.io/v1\",\"metadata\":{\"name\":\"menu\"}";
    assertThat(Read.lines("{\"kind\":\"Menu\"," + head + ",\"items\":[{\"a\":1},5]}"))
        .containsExactly("1 Menu.x.io/menu");
    assertThat(
            Read.lines("{\"items\":[{\"a\":1},5,{\"items\":[{}]}],\"kind\":\"Menu\"," + head + "}"))
        .containsExactly("1 Menu.x.io/menu");
  }

  @Test
  void aListWithoutItemsIsEmptyAndNotWrong() {
    assertThat(Read.lines("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}")).isEmpty();
    assertThat(Read.lines("kind: PodList\napiVersion: v1\nitems:\n")).isEmpty();
    assertThat(Read.lines("kind: List\napiVersion: v1\n")).isEmpty();
    assertThat(Read.lines("kind: NotAList\napiVersion: v1\nitems:\nspec: {}\n"))
        .containsExactly("1 no-name");
    assertThat(Read.lines("kind: AllowList\napiVersion: x.io/v1\nmetadata: {name: a}\n"))
        .containsExactly("1 AllowList.x.io/a");
  }

  @Test
  void itemsThatAreNoListAndElementsThatAreNoObjectsAreRejects() {
    assertThat(Read.lines("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":{\"a\":1}}"))
        .containsExactly("1 .items items-type");
    assertThat(
            Read.lines(
                "{\"items\":[null,\"x\"," + POD + "],\"kind\":\"List\",\"apiVersion\":\"v1\"}"))
        .containsExactly(
            "1 .items[2] Pod/a", "1 .items[0] not-an-object", "1 .items[1] not-an-object");
  }

  @Test
  void theMetadataOfAListIsNotThatOfAnObject() {
    assertThat(
            Read.lines(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"labels\":5},\"items\":["
                    + POD
                    + "]}"))
        .containsExactly("1 .items[0] Pod/a");
  }

  @Test
  void aKeyTwiceInTheListItselfIsOneRejectBesideTheItems() {
    assertThat(
            Read.lines(
                "{\"kind\":\"List\",\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[5,"
                    + POD
                    + "]}"))
        .containsExactly("1 .items[0] not-an-object", "1 .items[1] Pod/a", "1 .kind duplicate-key");
  }

  @Test
  void aListWithNoKindAtAllRejectsTheItemsThatNeedOne() {
    assertThat(Read.lines("{\"items\":[" + BARE + "," + POD + "]}"))
        .containsExactly("1 .items[1] Pod/a", "1 .items[0] no-api-version");
    assertThat(Read.lines("{\"items\":[]}")).containsExactly("1 no-api-version");
    assertThat(Read.lines("{\"items\":[" + BARE + ","))
        .containsExactly("1 .items syntax", "1 .items[0] no-api-version");
  }

  @Test
  void itemsThatWaitBeyondTheBoundGoThroughAFileThatIsRemoved(@TempDir Path folder)
      throws IOException {
    int count = 20_000;
    StringBuilder list = new StringBuilder("{\"items\":[");
    for (int i = 0; i < count; i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"metadata\":{\"name\":\"p")
          .append(i)
          .append("\",\"labels\":{\"app\":\"x\"")
          .append(i == count - 1 ? ",\"n\":5" : "")
          .append("}}}");
    }
    list.append("],\"kind\":\"PodList\",\"apiVersion\":\"v1\"}");
    try (ManifestReader reader =
        new ManifestReader(
            "-",
            new ByteArrayInputStream(list.toString().getBytes(StandardCharsets.UTF_8)),
            folder)) {
      for (int i = 0; i < count - 1; i++) {
        assertThat(Read.line(Objects.requireNonNull(reader.next())))
            .isEqualTo("1 .items[" + i + "] Pod/p" + i);
        if (i == 0) {
          assertThat(list(folder)).hasSize(1);
        }
      }
      assertThat(Read.line(Objects.requireNonNull(reader.next())))
          .isEqualTo("1 .items[19999].metadata.labels.n label-value");
      assertThat(reader.next()).isNull();
    }
    assertThat(list(folder)).isEmpty();
  }

  @Test
  void closingEarlyRemovesTheTemporaryFile(@TempDir Path folder) throws IOException {
    String items =
        ("{\"metadata\":{\"name\":\""
                + "n".repeat(1_000)
                + "\",\"annotations\":{\"a\":\""
                + "v".repeat(1_000)
                + "\"}}},")
            .repeat(2_000);
    String list = "{\"items\":[" + items + "{}],\"kind\":\"PodList\",\"apiVersion\":\"v1\"}";
    try (ManifestReader reader =
        new ManifestReader(
            "-", new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), folder)) {
      assertThat(reader.next()).isNotNull();
      assertThat(list(folder)).hasSize(1);
    }
    assertThat(list(folder)).isEmpty();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
