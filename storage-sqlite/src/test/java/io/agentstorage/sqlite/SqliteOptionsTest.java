// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteOptionsTest {
  static Stream<Arguments> outOfRange() {
    return Stream.of(
        wrong("readers must be 1 to 64, is 0", options -> options.readers(0)),
        wrong("is 65", options -> options.readers(65)),
        wrong("24 days, is PT-0.001S", options -> options.busyTimeout(Duration.ofMillis(-1))),
        wrong("24 days, is PT600H", options -> options.busyTimeout(Duration.ofDays(25))),
        wrong("24 days", options -> options.busyTimeout(Duration.ofSeconds(Long.MAX_VALUE))),
        wrong("at least 1, is 0", options -> options.checkpointPages(0)),
        wrong("at least 1, has 0", options -> options.statementCacheSize(0)),
        wrong("64 KiB to 1 TiB, is 65535", options -> options.writerCacheBytes(65_535)),
        wrong("is 1099511627777", options -> options.writerCacheBytes((1L << 40) + 1)),
        wrong("at least 1 byte, is allowed 0", options -> options.maxBytes(0)));
  }

  private static Arguments wrong(String message, Function<SqliteOptions, SqliteOptions> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void whatIsOutOfRangeIsRefusedWithTheRange(
      String message, Function<SqliteOptions, SqliteOptions> change) {
    assertThatThrownBy(() -> change.apply(SqliteOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aChangedCopyKeepsTheRestAndLeavesTheFirstAsItWas() {
    SqliteOptions first =
        SqliteOptions.forReading()
            .readers(2)
            .synchronous(Synchronous.NORMAL)
            .busyTimeout(Duration.ofSeconds(1))
            .checkpointPages(3)
            .statementCacheSize(4)
            .writerCacheBytes(65_536)
            .maxBytes(5);

    SqliteOptions changed = first.readers(9);

    assertThat(first.readers()).isEqualTo(2);
    assertThat(changed)
        .returns(9, SqliteOptions::readers)
        .returns(true, SqliteOptions::readOnly)
        .returns(false, SqliteOptions::createIfMissing)
        .returns(Synchronous.NORMAL, SqliteOptions::synchronous)
        .returns(Duration.ofSeconds(1), SqliteOptions::busyTimeout)
        .returns(3, SqliteOptions::checkpointPages)
        .returns(4, SqliteOptions::statementCacheSize)
        .returns(65_536L, SqliteOptions::writerCacheBytes)
        .returns(OptionalLong.of(5), SqliteOptions::maxBytes);
  }
}
