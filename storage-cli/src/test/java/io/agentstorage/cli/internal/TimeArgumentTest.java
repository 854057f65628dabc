// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

class TimeArgumentTest {
  private static final ZonedDateTime NOW =
      ZonedDateTime.parse("2026-02-03T10:42:30+01:00[Europe/Berlin]");

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z,       2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.678Z,   2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05+02:00,  2026-01-02T01:04:05Z",
    "2026-01-02 03:04Z,          2026-01-02T03:04:00Z",
    "2026-01-02T03:04:05,        2026-01-02T02:04:05Z",
    "2026-07-02 03:04,           2026-07-02T01:04:00Z",
    "2026-01-02,                 2026-01-01T23:00:00Z",
    "09:15,                      2026-02-03T08:15:00Z",
    "30s,                        2026-02-03T09:42:00Z",
    "15m,                        2026-02-03T09:27:30Z",
    "2h,                         2026-02-03T07:42:30Z",
    "7d,                         2026-01-27T09:42:30Z",
  })
  void aTimeIsReadAsAPersonMeansIt(String text, String time) {
    assertThat(TimeArgument.parse(CommandSpec.create(), "--since", text, NOW))
        .isEqualTo(Instant.parse(time));
  }
}
