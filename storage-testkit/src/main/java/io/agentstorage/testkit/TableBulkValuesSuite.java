// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.testkit.ReadingTable.READING;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.RejectedRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bulk load makes of values of every type, on every database. */
public abstract class TableBulkValuesSuite {
  private Database database;

  /** For subclasses. */
  protected TableBulkValuesSuite() {}

  /**
   * Opens a fresh, empty database whose tables this may write as it likes.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    database.write(tx -> ReadingTable.create(tx));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** With another id by a query of jOOQ: the database must find no difference. */
  @Test
  void valuesOfAnyTypeAreStoredAsQueriesStoreThem() {
    List<Object[]> rows = IntStream.range(0, 300).mapToObj(ReadingTable::values).toList();

    assertStoredAsQueriesStore(rows, READING.fields());

    assertThat(
            database
                .dsl()
                .selectFrom(READING)
                .where(READING.id.lt(1_000L))
                .orderBy(READING.id)
                .fetch(row -> comparable(row.intoArray())))
        .isEqualTo(rows.stream().map(TableBulkValuesSuite::comparable).toList());
  }

  @Test
  void datesBeforeTheFirstYearAreStoredAsQueriesStoreThem() {
    assertStoredAsQueriesStore(
        IntStream.range(0, 300).mapToObj(ReadingTable::daysOfThePast).toList(),
        ReadingTable.days());
  }

  private void assertStoredAsQueriesStore(List<Object[]> rows, Field<?>[] columns) {
    database.write(
        tx -> {
          for (Object[] row : rows) {
            Object[] other = row.clone();
            other[0] = (Long) row[0] + 1_000;
            tx.insertInto(READING).columns(columns).values(other).execute();
          }
          return null;
        });

    BulkLoadReport report =
        database.bulk(READING).arrays(columns).load(rows, BulkLoadOptions.defaults());
    BulkLoadReport again =
        database.bulk(READING).arrays(columns).load(rows, BulkLoadOptions.defaults());

    assertThat(report.inserted()).isEqualTo(300);
    assertThat(again.unchanged()).isEqualTo(300);
    ReadingTable stored = READING.as("stored");
    ReadingTable queried = READING.as("queried");
    for (int i = 1; i < columns.length; i++) {
      assertThat(
              database
                  .dsl()
                  .selectCount()
                  .from(stored)
                  .join(queried)
                  .on(queried.id.eq(stored.id.plus(1_000L)))
                  .and(same(stored, queried, columns[i]))
                  .fetchSingle()
                  .value1())
          .as(columns[i].getName())
          .isEqualTo(300);
    }
  }

  private static List<Object> comparable(Object[] row) {
    return Arrays.stream(row)
        .map(
            value ->
                value instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : value instanceof OffsetDateTime time ? time.toInstant() : value)
        .toList();
  }

  private static <V> Condition same(Table<?> a, Table<?> b, Field<V> column) {
    return Objects.requireNonNull(a.field(column)).eq(Objects.requireNonNull(b.field(column)));
  }

  /** Properties of any type, with the names of columns of {@link ReadingTable}. */
  public static final class Loose {
    private final Object[] values;

    Loose(Object[] values) {
      this.values = values;
    }

    /**
     * Becomes the column id.
     *
     * @return the id
     */
    public Object getId() {
      return values[0];
    }

    /**
     * Becomes the column text_of.
     *
     * @return a text, or what can be made one
     */
    public Object getTextOf() {
      return values[1];
    }

    /**
     * Becomes the column small_of.
     *
     * @return a number, or what can be made one
     */
    public Object getSmallOf() {
      return values[2];
    }

    /**
     * Becomes the column int_of.
     *
     * @return a number, or what can be made one
     */
    public Object getIntOf() {
      return values[3];
    }

    /**
     * Becomes the column double_of.
     *
     * @return a number, or what can be made one
     */
    public Object getDoubleOf() {
      return values[4];
    }

    /**
     * Becomes the column flag_of.
     *
     * @return a truth, or what can be made one
     */
    public Object getFlagOf() {
      return values[5];
    }
  }

  private static final Object[] RIGHT = {1L, "text", 70, "7", "1.5", "true"};

  private static Object[] rightBut(int place, Object value) {
    Object[] row = RIGHT.clone();
    row[place] = value;
    return row;
  }

  private static List<Object[]> wrongValues() {
    return List.of(
        rightBut(0, "2.9"),
        rightBut(0, new BigDecimal("18446744073709551617")), // 2^64 + 1
        rightBut(1, new int[] {1}),
        rightBut(1, new String[] {"a", "b"}),
        rightBut(1, new Object()),
        rightBut(1, List.of("a")),
        rightBut(1, "half a pair: \ud800"),
        rightBut(2, 70_000),
        rightBut(2, "40000"),
        rightBut(3, 5_000_000_000L),
        rightBut(3, "7 pieces"),
        rightBut(3, ""),
        rightBut(3, "1.5"),
        rightBut(3, new Object[] {7}),
        rightBut(3, Optional.of(5_000_000_000L)),
        rightBut(4, "1e400"),
        rightBut(4, "1,5"),
        rightBut(5, "maybe"),
        rightBut(5, 2));
  }

  @Test
  void whatAColumnCannotHoldIsRejectedInArraysAndNotMadeAnother() {
    BulkLoad<Object[]> load = database.bulk(READING).arrays(ReadingTable.loose());

    assertOnlyTheRightOneIsStored(load, row -> row);
  }

  @Test
  void whatAColumnCannotHoldIsRejectedInObjectsAndNotMadeAnother() {
    BulkLoad<Loose> load = database.bulk(READING).pojos(Loose.class);

    assertOnlyTheRightOneIsStored(load, Loose::new);
  }

  @Test
  void halfASurrogatePairIsRejectedAlsoInJson() {
    List<Object[]> rows =
        List.of(
            new Object[] {1L, JSONB.jsonb("{\"a\": \"\ud83d\ude00\"}")},
            new Object[] {2L, JSONB.jsonb("{\"a\": \"\ud800\"}")});
    List<RejectedRow<Object[]>> rejects = new ArrayList<>();

    database
        .bulk(READING)
        .arrays(READING.fields("id", "json_of"))
        .load(rows, BulkLoadOptions.<Object[]>defaults().onReject(rejects::add));

    assertThat(rejects).extracting(RejectedRow::position).containsExactly(1L);
    assertThat(rejects.get(0).reason()).hasMessageContaining("column json_of has half");
  }

  private <T> void assertOnlyTheRightOneIsStored(BulkLoad<T> load, Function<Object[], T> row) {
    List<RejectedRow<T>> rejects = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>(wrongValues());
    rows.add(0, RIGHT);

    BulkLoadReport report =
        load.load(rows.stream().map(row), BulkLoadOptions.<T>defaults().onReject(rejects::add));

    assertThat(rejects)
        .extracting(RejectedRow::position)
        .containsExactlyElementsOf(LongStream.range(1, rows.size()).boxed().toList());
    assertThat(rejects)
        .allSatisfy(
            reject -> assertThat(reject.reason()).isInstanceOf(ConstraintViolationException.class));
    assertThat(report.inserted()).isEqualTo(1);
    assertThat(database.dsl().select(ReadingTable.loose()).from(READING).fetchSingle().intoArray())
        .isEqualTo(new Object[] {1L, "text", (short) 70, 7, 1.5, true});
  }
}
