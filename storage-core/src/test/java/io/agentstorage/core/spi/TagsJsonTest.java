// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsJsonTest {
  @Test
  void equalMapsHaveEqualTextWhateverTheirOrder() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("b", "2");
    one.put("a", "1");

    assertThat(TagsJson.write(one)).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(TagsJson.write(Map.of("a", "1", "b", "2"))).isEqualTo(TagsJson.write(one));
    assertThat(TagsJson.write(Map.of())).isEqualTo("{}");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, String> tags =
        Map.of(
            "quote\"",
            "back\\slash",
            "line\n",
            "\u0000\u001f\u007f",
            "\u00e4\u4e2d",
            "\ud83d\ude80");

    assertThat(TagsJson.read(TagsJson.write(tags))).isEqualTo(tags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":\"1\"",
        "{} {}",
        "{\"a\":{}}"
      })
  void anythingElseIsRefusedWithTheCure(String text) {
    assertThatThrownBy(() -> TagsJson.read(text))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("restore it from a backup");
  }
}
