// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.error.ConstraintViolationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsApartTest {
  private final ConstraintViolationException refusal =
      new ConstraintViolationException("all of them");

  private final List<String> written = new ArrayList<>();
  private int parts;
  private int tries;
  private int ways = RowsApart.HALVES;

  private static List<BulkRow<String, String>> rows(String... rows) {
    return IntStream.range(0, rows.length)
        .mapToObj(i -> new BulkRow<>((long) i, rows[i], rows[i]))
        .toList();
  }

  private RowsApart<String, String> apart(Set<String> wrong) {
    return new RowsApart<>(
        ways,
        part -> {
          parts++;
          tries += part.size();
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

    apart.divide(rows("a", "b", "c", "d", "e", "f", "g"), refusal);

    assertThat(written).containsExactly("a", "b", "d", "e", "g");
    assertThat(apart.refused()).extracting(one -> one.row().position()).containsExactly(2L, 5L);
    assertThat(apart.refused())
        .extracting(one -> one.reason().getMessage())
        .containsExactly("c is wrong", "f is wrong");
  }

  @Test
  void oneRowIsRefusedForTheReasonOfItsChunk() {
    RowsApart<String, String> apart = apart(Set.of());

    apart.divide(rows("a"), refusal);

    assertThat(apart.refused()).extracting(RowsApart.Alone::reason).isEqualTo(List.of(refusal));
    assertThat(parts).isZero();
  }

  @Test
  void oneWrongRowOfThousandsTakesSomeTwentyParts() {
    String[] rows = IntStream.range(0, 10_000).mapToObj(Integer::toString).toArray(String[]::new);

    apart(Set.of("7777")).divide(rows(rows), refusal);

    assertThat(written).hasSize(9_999);
    assertThat(parts).isLessThanOrEqualTo(2 * 14);
  }

  @Test
  void withEachTenthWrongTenPartsTryEachRowFourTimesAndHalvesTen() {
    List<BulkRow<String, String>> rows = numbers(IntStream.range(0, 10_000));
    Set<String> wrong =
        Set.copyOf(IntStream.range(0, 1_000).mapToObj(i -> Integer.toString(10 * i + 7)).toList());
    ways = RowsApart.MANY;

    RowsApart<String, String> apart = apart(wrong);
    apart.divide(rows, refusal);

    assertThat(apart.refused())
        .extracting(one -> one.row().row())
        .hasSize(1_000)
        .containsOnlyOnceElementsOf(wrong);
    assertThat(written).hasSize(9_000).isSortedAccordingTo(Comparator.comparing(Integer::valueOf));
    assertThat(tries).isEqualTo(40_000);
    tries = 0;
    ways = RowsApart.HALVES;
    apart(wrong).divide(rows, refusal);
    assertThat(tries).isGreaterThan(100_000);
  }

  /** Rows that are numbers, each of which needs the next one, but for the last and for those that nothing would help. */
  private RowsApart<String, String> chain(int last, Set<Integer> there, Set<Integer> wrong) {
    return new RowsApart<>(
        ways,
        part -> {
          parts++;
          Set<Integer> then = new HashSet<>(there);
          part.forEach(row -> then.add(Integer.valueOf(row.prepared())));
          for (BulkRow<String, String> row : part) {
            int number = Integer.parseInt(row.prepared());
            if (wrong.contains(number) || (number < last && !then.contains(number + 1))) {
              throw new ConstraintViolationException(number + " needs another");
            }
          }
          there.addAll(then);
        });
  }

  private static List<BulkRow<String, String>> numbers(IntStream numbers) {
    return rows(numbers.mapToObj(Integer::toString).toArray(String[]::new));
  }

  @Test
  void rowsThatNeedALaterOneAreWrittenWhenTheyAreTriedAgain() {
    Set<Integer> there = new HashSet<>();
    RowsApart<String, String> apart = chain(1_000, there, Set.of(2_000));
    List<BulkRow<String, String>> rows =
        numbers(IntStream.concat(IntStream.rangeClosed(1, 1_000), IntStream.of(2_000)));

    apart.divide(rows, refusal);
    apart.tryAgain(rows, row -> row);

    assertThat(there).hasSize(1_000).doesNotContain(2_000);
    assertThat(apart.refused()).extracting(one -> one.row().position()).containsExactly(1_000L);
    assertThat(parts).isLessThan(4_000);
  }

  @Test
  void rowsThatNeedOthersInAnyOrderAreWrittenAllAndWhatIsRefusedIsInTheOrderOfTheRows() {
    List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, 100).boxed().toList());
    numbers.addAll(List.of(2_001, 2_000));
    Collections.shuffle(numbers, new Random(7));
    Set<Integer> there = new HashSet<>();
    RowsApart<String, String> apart = chain(100, there, Set.of(2_000, 2_001));
    List<BulkRow<String, String>> rows = numbers(numbers.stream().mapToInt(Integer::intValue));

    apart.divide(rows, refusal);
    apart.tryAgain(rows, row -> row);

    assertThat(there).hasSize(100);
    assertThat(apart.refused()).extracting(one -> one.row().position()).hasSize(2).isSorted();
  }

  @Test
  void aRowIsNotWrittenOverALaterOneWhoseKeyMayBeTheSame() {
    RowsApart<String, String> apart = apart(Set.of());
    List<BulkRow<String, String>> rows = rows("a", "b", "A");

    apart.divide(rows.subList(0, 1), refusal);
    apart.tryAgain(rows, row -> row.toLowerCase(Locale.ROOT));

    assertThat(written).isEmpty();
    assertThat(apart.refused()).extracting(one -> one.row().position()).containsExactly(0L);
  }

  @Test
  void ofOneKeyTheLatestGoodRowIsWrittenLast() {
    Set<String> wrong = new HashSet<>(Set.of("k1", "k2", "k3", "x"));
    RowsApart<String, String> apart =
        new RowsApart<>(
            ways,
            part -> {
              for (BulkRow<String, String> row : part) {
                if (wrong.contains(row.prepared())) {
                  throw new ConstraintViolationException(row.prepared() + " is wrong");
                }
              }
              part.forEach(row -> written.add(row.prepared()));
            });
    List<BulkRow<String, String>> rows = rows("k1", "k2", "x", "k3");
    apart.divide(rows, refusal);
    wrong.removeAll(Set.of("k1", "k2"));

    apart.tryAgain(rows, row -> row.substring(0, 1));

    assertThat(written).containsExactly("k2");
    assertThat(apart.refused()).extracting(one -> one.row().row()).containsExactly("k1", "x", "k3");
  }

  @Test
  void aRowIsNotTriedAgainWhereALaterOneHasItsKey() {
    Set<Integer> there = new HashSet<>();
    RowsApart<String, String> apart = chain(2, there, Set.of());
    List<BulkRow<String, String>> rows = rows("1", "2", "1");

    apart.divide(rows.subList(0, 1), refusal);
    apart.tryAgain(rows, row -> row);

    assertThat(there).isEmpty();
    assertThat(apart.refused()).extracting(one -> one.row().position()).containsExactly(0L);
  }
}
