// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                      | 1 no-api-version",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}        | 1 no-api-version",
        "{\"apiVersion\":1,\"kind\":\"Pod\"}                     | 1 .apiVersion no-api-version",
        "{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}   | 1 no-kind",
        "{\"apiVersion\":\"v1\",\"kind\":\"\"}                   | 1 no-kind",
        "{\"apiVersion\":\"v1\",\"kind\":[]}                     | 1 .kind no-kind",
        "{\"apiVersion\":\"a/b/c\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}    | 1"
            + " .apiVersion invalid-type",
        "{\"apiVersion\":\"v1\",\"kind\":\"Po.d\",\"metadata\":{\"name\":\"a\"}}      | 1 .kind"
            + " invalid-type",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}                                     | 1 no-name",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":null}                   | 1 no-name",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":[]}                     | 1 .metadata"
            + " metadata-type",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"\"}}        | 1 no-name",
      })
  void anObjectWithoutATypeOrANameIsAReject(String json, String line) {
    assertThat(Read.lines(json)).containsExactly(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\":\"a/b\"                                  | .metadata.name invalid-name",
        "\"name\":5                                        | .metadata.name invalid-name",
        "\"name\":\"a\",\"namespace\":\"A\"                | .metadata.namespace invalid-namespace",
        "\"name\":\"a\",\"namespace\":{}                   | .metadata.namespace invalid-namespace",
        "\"name\":\"a\",\"uid\":7                          | .metadata.uid metadata-type",
        "\"name\":\"a\",\"labels\":[\"a\"]                 | .metadata.labels labels-type",
        "\"name\":\"a\",\"labels\":\"a=b\"                 | .metadata.labels labels-type",
        "\"name\":\"a\",\"labels\":{\"a b\":\"c\"}         | .metadata.labels[\"a b\"] label-key",
        "\"name\":\"a\",\"labels\":{\"a\":\"b c\"}         | .metadata.labels.a label-value",
        "\"name\":\"a\",\"labels\":{\"x/y\":null}          | .metadata.labels[\"x/y\"] label-value",
        "\"name\":\"a\",\"labels\":{\"a\":{\"b\":[]}}      | .metadata.labels.a label-value",
        "\"name\":\"a\",\"annotations\":5                  | .metadata.annotations"
            + " annotations-type",
        "\"name\":\"a\",\"annotations\":{\"a b\":\"c\"}    | .metadata.annotations[\"a b\"]"
            + " annotation-key",
        "\"name\":\"a\",\"annotations\":{\"a\":true}       | .metadata.annotations.a"
            + " annotation-value",
        "\"name\":\"a\",\"labels\":{\"a\":1,\"b\":2},\"annotations\":[] | .metadata.labels.a"
            + " label-value",
      })
  void wrongMetadataIsOneRejectThatNamesThePlace(String metadata, String line) {
    String good = JsonInputTest.pod("z");
    assertThat(
            Read.lines(
                "{\"metadata\":{" + metadata + "},\"kind\":\"Pod\",\"apiVersion\":\"v1\"}" + good))
        .containsExactly("1 " + line, "2 Pod/z");
  }

  @Test
  void absentNullAndEmptyMapsAreToldApart() {
    Entry.Found absent = Read.found(JsonInputTest.pod("a"));
    assertThat(absent.resource().labels()).isNull();
    Entry.Found isNull =
        Read.found(JsonInputTest.pod("a\",\"labels\":null,\"annotations\":null,\"x\":\""));
    assertThat(isNull.resource().labels()).isNull();
    assertThat(isNull.resource().annotations()).isNull();
    Entry.Found empty =
        Read.found(JsonInputTest.pod("a\",\"labels\":{},\"annotations\":{},\"x\":\""));
    assertThat(empty.resource().labels()).isEqualTo(Map.of());
    assertThat(empty.resource().annotations()).isEqualTo(Map.of());
  }

  @Test
  void anEmptyOrNullNamespaceIsNone() {
    assertThat(
            Read.lines(
                JsonInputTest.pod("a\",\"namespace\":\"")
                    + JsonInputTest.pod("b\",\"namespace\":null,\"x\":\"")))
        .containsExactly("1 Pod/a", "2 Pod/b");
  }

  @Test
  void annotationsMayHaveThatManyBytesTogetherAndNoMore() {
    String fits =
        JsonInputTest.pod("a\",\"annotations\":{\"a\":\"" + "b".repeat(262_143) + "\"},\"x\":\"");
    assertThat(Read.lines(fits)).containsExactly("1 Pod/a");
    assertThat(Read.lines(fits.replace("\"a\":\"b", "\"a\":\"bb")))
        .containsExactly("1 .metadata.annotations annotations-too-large");
  }

  @Test
  void messagesSayWhatIsWrongAndWhatToDo() {
    assertThat(Read.message(JsonInputTest.pod("a\",\"labels\":{\"a\":5},\"x\":\"")))
        .isEqualTo("must be a string, is the number 5; quote it");
    assertThat(Read.message(JsonInputTest.pod("a\",\"labels\":{\"a\":null},\"x\":\"")))
        .isEqualTo("must be a string, is null; give it a value or remove the key");
    assertThat(Read.message(JsonInputTest.pod("a\",\"labels\":{\"a\":\"b c\"},\"x\":\"")))
        .isEqualTo(
            "\"b c\" is not a label value: character 2 is U+0020, only letters, digits, '-', '_'"
                + " and '.' are allowed there");
    assertThat(
            Read.message(
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"generateName\":\"x-\"}}"))
        .contains("generateName");
  }

  @Test
  void aReasonHasAStableName() {
    assertThat(Reason.ANNOTATIONS_TOO_LARGE.text()).isEqualTo("annotations-too-large");
    assertThat(Reason.IO.text()).isEqualTo("io");
  }
}
