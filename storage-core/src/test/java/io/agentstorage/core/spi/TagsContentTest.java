// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TagsContentTest {
  @Test
  void shortOnesStayReadable() {
    assertThat(TagsContent.write(Map.of("a", "1")))
        .isEqualTo("{\"a\":\"1\"}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void longOnesAreCompressedAndReadBack() {
    Map<String, String> tags = Map.of("spec", "{\"replicas\":3},".repeat(1000));

    byte[] content = TagsContent.write(tags);

    assertThat(content).hasSizeLessThan(500).startsWith(0x78);
    assertThat(TagsContent.read(content)).isEqualTo(tags);
  }

  @Test
  void whatDoesNotGetShorterIsNotCompressed() {
    Random random = new Random(1);
    String noise =
        random
            .ints(2000, 0x4e00, 0x9fff)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    Map<String, String> tags = Map.of("noise", noise);

    byte[] content = TagsContent.write(tags);

    assertThat(TagsContent.read(content)).isEqualTo(tags);
    assertThat(content.length)
        .isLessThanOrEqualTo(TagsJson.write(tags).getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void damagedOnesAreRefusedWithTheCure() {
    byte[] content = TagsContent.write(Map.of("spec", "0123456789".repeat(1000)));
    byte[] cut = Arrays.copyOf(content, content.length / 2);
    byte[] changed = content.clone();
    changed[content.length / 2] ^= 0x55;

    for (byte[] damaged : new byte[][] {cut, changed, {}, {0x78}}) {
      assertThatThrownBy(() -> TagsContent.read(damaged))
          .isInstanceOf(CorruptException.class)
          .hasMessageContaining("restore it from a backup");
    }
  }
}
