// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkRowsTest {
  private static final Duration WANTED = Duration.ofMillis(25);

  private static int after(ChunkRows rows, int times, long millis) {
    for (int i = 0; i < times; i++) {
      rows.took(Duration.ofMillis(millis));
    }
    return rows.rows();
  }

  @Test
  void whatIsFasterThanWantedGrowsToTheMost() {
    ChunkRows rows = new ChunkRows(50_000, WANTED);

    assertThat(rows.rows()).isEqualTo(1_000);
    assertThat(after(rows, 1, 1)).isEqualTo(2_000);
    assertThat(after(rows, 20, 1)).isEqualTo(50_000);
  }

  @Test
  void whatIsSlowerShrinksAndNeverToNothing() {
    ChunkRows rows = new ChunkRows(50_000, WANTED);

    assertThat(after(rows, 1, 40)).isEqualTo(625);
    assertThat(after(rows, 1, 1_000)).isEqualTo(312);
    assertThat(after(rows, 30, 1_000)).isOne();
  }

  @Test
  void whatTakesAsLongAsWantedStays() {
    assertThat(after(new ChunkRows(50_000, WANTED), 5, 25)).isEqualTo(1_000);
    assertThat(new ChunkRows(10, WANTED).rows()).isEqualTo(10);
  }
}
