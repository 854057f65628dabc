// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryOrderTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "A",
          "a",
          "a\u0001",
          "aa",
          "é",
          "\uD7FF",
          "\uE000",
          "\uFF5E",
          "\uFF5Ea",
          "\uD83D\uDE00",
          "\uD83D\uDE01",
          "\uDBFF\uDFFF");

  @Test
  void textHasTheOrderOfItsBytesInUtf8() {
    for (String one : TEXTS) {
      for (String other : TEXTS) {
        int bytes =
            Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(BinaryOrder.compare(one, other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }

  @Test
  void bytesAreUnsignedAndNumbersAreNot() {
    assertThat(BinaryOrder.compare(new byte[] {(byte) 0x80}, new byte[] {0x7f})).isPositive();
    assertThat(BinaryOrder.compare(-1L, 1L)).isNegative();
    assertThat(BinaryOrder.compare(3L, 3)).isZero();
  }
}
