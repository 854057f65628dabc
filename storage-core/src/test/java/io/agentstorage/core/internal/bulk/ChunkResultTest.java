// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.RowOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkResultTest {
  private final ConstraintViolationException wrong = new ConstraintViolationException("no");

  private final Chunk<String, String> chunk =
      new Chunk<>(
          10,
          List.of(
              new BulkRow<>(12, "c", "c"),
              new BulkRow<>(10, "a", "a"),
              new BulkRow<>(13, "d", "d")),
          List.of(new Refused<>(11, "b", wrong)),
          4);

  private final ChunkResult<String, String> result = new ChunkResult<>(chunk, true);

  private static BulkLoadProgress before(long rows) {
    return new BulkLoadProgress(rows, 0, 0, 0);
  }

  @Test
  void eachRowIsCountedOnceAndToldInTheOrderOfTheInput() {
    result.set(12, RowOutcome.UPDATED);
    result.set(10, RowOutcome.INSERTED);
    result.reject(13, "d", wrong);
    List<String> told = new ArrayList<>();
    result.tellOutcomes(row -> told.add(row.position() + row.row() + " " + row.outcome()));

    assertThat(result.after(before(10))).isEqualTo(new BulkLoadProgress(11, 1, 0, 2));
    assertThat(told).containsExactly("10a INSERTED", "11b REJECTED", "12c UPDATED", "13d REJECTED");
  }

  @Test
  void aRowThatNobodyAccountsForIsAnError() {
    result.set(12, RowOutcome.UPDATED);
    result.set(10, RowOutcome.INSERTED);

    assertThatThrownBy(() -> result.after(before(10)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("took 14 rows and can account for 13");
  }

  @Test
  void aRowThatIsAccountedForTwiceIsAnError() {
    result.set(10, RowOutcome.INSERTED);

    assertThatThrownBy(() -> result.set(10, RowOutcome.UNCHANGED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("row 10");
  }

  @Test
  void whereNobodyIsToldTheFirstRejectIsKnownAndAllAreCounted() {
    ChunkResult<String, String> untold = new ChunkResult<>(chunk, false);
    ConstraintViolationException first = new ConstraintViolationException("the first");
    untold.reject(12, "c", wrong);
    untold.reject(10, "a", first);
    untold.reject(13, "d", wrong);

    assertThat(untold.after(before(10))).isEqualTo(new BulkLoadProgress(10, 0, 0, 4));
    assertThat(untold.firstReject()).isEqualTo(new Refused<>(10, "a", first));
    List<Long> told = new ArrayList<>();
    untold.tellRejects(row -> told.add(row.position()));
    assertThat(told)
        .containsExactly(10L); // not that anybody is, and so nothing but that one is kept
  }

  @Test
  void rejectsAreToldAlsoWhenTheRowsWereLetGo() {
    result.forgetRows();
    List<Long> told = new ArrayList<>();
    result.tellRejects(row -> told.add(row.position()));

    assertThat(told).containsExactly(11L);
  }
}
