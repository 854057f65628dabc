// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.error.ConstraintViolationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsApartTest {
  private final ConstraintViolationException refusal =
      new ConstraintViolationException("all of them");

  private final List<String> written = new ArrayList<>();
  private int parts;

  private static List<BulkRow<String, String>> rows(String... rows) {
    return IntStream.range(0, rows.length)
        .mapToObj(i -> new BulkRow<>((long) i, rows[i], rows[i]))
        .toList();
  }

  private RowsApart<String, String> apart(Set<String> wrong) {
    return new RowsApart<>(
        part -> {
          parts++;
          for (BulkRow<String, String> row : part) {
            if (wrong.contains(row.prepared())) {
              throw new ConstraintViolationException(row.prepared() + " is wrong");
            }
          }
          part.forEach(row -> written.add(row.prepared()));
        });
  }

  @Test
  void onlyWrongRowsAreRefusedEachForItsOwnReason() {
    RowsApart<String, String> apart = apart(Set.of("c", "f"));

    apart.halve(rows("a", "b", "c", "d", "e", "f", "g"), refusal);

    assertThat(written).containsExactly("a", "b", "d", "e", "g");
    assertThat(apart.refused()).extracting(one -> one.row().position()).containsExactly(2L, 5L);
    assertThat(apart.refused())
        .extracting(one -> one.reason().getMessage())
        .containsExactly("c is wrong", "f is wrong");
  }

  @Test
  void oneRowIsRefusedForTheReasonOfItsChunk() {
    RowsApart<String, String> apart = apart(Set.of());

    apart.halve(rows("a"), refusal);

    assertThat(apart.refused()).extracting(RowsApart.Alone::reason).isEqualTo(List.of(refusal));
    assertThat(parts).isZero();
  }

  @Test
  void oneWrongRowOfThousandsTakesSomeTwentyParts() {
    String[] rows = IntStream.range(0, 10_000).mapToObj(Integer::toString).toArray(String[]::new);

    apart(Set.of("7777")).halve(rows(rows), refusal);

    assertThat(written).hasSize(9_999);
    assertThat(parts).isLessThanOrEqualTo(2 * 14);
  }

  /** Each needs the one after it, but for the last. */
  @Test
  void rowsThatNeedALaterOneAreWrittenWhenTheyAreTriedAgain() {
    Set<String> there = new HashSet<>();
    RowsApart<String, String> apart =
        new RowsApart<>(
            part -> {
              for (BulkRow<String, String> row : part) {
                char next = (char) (row.prepared().charAt(0) + 1);
                if (row.prepared().charAt(0) < 'e' && !there.contains(String.valueOf(next))) {
                  throw new ConstraintViolationException(row.prepared() + " needs " + next);
                }
              }
              part.forEach(row -> there.add(row.prepared()));
            });
    List<BulkRow<String, String>> rows = rows("a", "b", "c", "d", "e");

    apart.halve(rows, refusal);
    apart.tryAgain(rows, row -> row);

    assertThat(there).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    assertThat(apart.refused()).isEmpty();
  }
}
