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
import io.agentstorage.testkit.TableBulkLoadSuite;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqliteTableBulkLoadTest extends TableBulkLoadSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
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
