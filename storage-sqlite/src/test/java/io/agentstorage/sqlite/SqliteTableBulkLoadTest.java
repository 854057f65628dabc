// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.codegen.tables.records.LabelPairRecord;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.testkit.TableBulkLoadSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.Test;

class SqliteTableBulkLoadTest extends TableBulkLoadSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
  }

  @Override
  protected int runSql(DSLContext tx, String sql) {
    return tx.execute(sql);
  }

  @Override
  protected List<String> refusingTrigger() {
    return List.of(
        "CREATE TRIGGER refuse BEFORE INSERT ON label_pair WHEN NEW.label_value = 'team-7'"
            + " BEGIN SELECT RAISE(ABORT, 'no seven'); END");
  }

  @Test
  void rowsThatOnlyTheDatabaseTakesForEqualAreWrittenInTheirOrder() {
    Table<?> words = new Words();
    try (SqliteDatabase db = SqliteDatabase.inMemory()) {
      db.write(
          tx ->
              tx.execute(
                  "CREATE TABLE words (word TEXT COLLATE NOCASE PRIMARY KEY, count BIGINT)"));

      BulkLoadReport report =
          db.bulk(words)
              .arrays(words.fields())
              .load(
                  List.of(new Object[] {"b", 1L}, new Object[] {"a", 1L}, new Object[] {"B", 2L}),
                  BulkLoadOptions.defaults());

      assertThat(report.inserted()).isEqualTo(2);
      assertThat(report.updated()).isEqualTo(1);
      assertThat(db.dsl().selectFrom(words).orderBy(words.field(0)).fetch().intoArrays())
          .isDeepEqualTo(new Object[][] {{"a", 1L}, {"b", 2L}});
    }
  }

  @Test
  void whatSqliteWouldStoreAsNullIsRejected() {
    Table<?> measures = new Measures();
    try (SqliteDatabase db = SqliteDatabase.inMemory()) {
      db.write(tx -> tx.execute("CREATE TABLE measures (id REAL PRIMARY KEY, of TEXT)"));
      List<RejectedRow<Object[]>> rejects = new ArrayList<>();

      db.bulk(measures)
          .arrays(measures.fields())
          .load(
              List.of(new Object[] {Double.NaN, "none"}, new Object[] {1.0, "one"}),
              BulkLoadOptions.<Object[]>defaults().onReject(rejects::add));

      assertThat(rejects).extracting(RejectedRow::position).containsExactly(0L);
      assertThat(rejects.get(0).reason()).hasMessageContaining("column id: SQLite stores NaN");
    }
  }

  @Test
  void ofTheTwoZerosTheLaterRowIsStored() {
    Table<?> measures = new Measures();
    try (SqliteDatabase db = SqliteDatabase.inMemory()) {
      db.write(tx -> tx.execute("CREATE TABLE measures (id REAL PRIMARY KEY, of TEXT)"));

      db.bulk(measures)
          .arrays(measures.fields())
          .load(
              List.of(new Object[] {0.0, "first"}, new Object[] {-0.0, "second"}),
              BulkLoadOptions.defaults());

      assertThat(db.dsl().selectFrom(measures).fetch(row -> row.get(1))).containsExactly("second");
    }
  }

  /** A table of a user whose key is a number with a fraction. */
  private static final class Measures extends TableImpl<Record> {
    private final TableField<Record, Double> id =
        createField(DSL.name("id"), SQLDataType.DOUBLE.notNull());

    Measures() {
      super(DSL.name("measures"));
      createField(DSL.name("of"), SQLDataType.VARCHAR);
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
      return Internal.createUniqueKey(this, DSL.name("measures_pkey"), id);
    }
  }

  /** A table of a user. */
  private static final class Words extends TableImpl<Record> {
    private final TableField<Record, String> word =
        createField(DSL.name("word"), SQLDataType.VARCHAR.notNull());

    Words() {
      super(DSL.name("words"));
      createField(DSL.name("count"), SQLDataType.BIGINT);
    }

    @Override
    public UniqueKey<Record> getPrimaryKey() {
      return Internal.createUniqueKey(this, DSL.name("words_pk"), word);
    }
  }

  @Test
  void aTriggerThatLeavesOutARowIsNotTakenForAnInsert() {
    try (SqliteDatabase db = SqliteDatabase.inMemory()) {
      db.write(
          tx ->
              tx.execute(
                  "CREATE TRIGGER leave_out BEFORE INSERT ON label_pair WHEN NEW.label_value ="
                      + " 'team-7' BEGIN SELECT RAISE(IGNORE); END"));
      Stream<LabelPairRecord> pairs =
          IntStream.range(0, 1000)
              .mapToObj(
                  i ->
                      new LabelPairRecord(
                          db.cluster(), new LabelPairId(i + 1), "team", "team-" + i));

      assertThatThrownBy(() -> db.bulk(LABEL_PAIR).load(pairs, BulkLoadOptions.defaults()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("look for a trigger");
      assertThat(db.dsl().fetchCount(LABEL_PAIR)).isZero();
    }
  }
}
