// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.codegen.tables.records.LabelPairRecord;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.testkit.TableBulkLoadSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

class PostgresTableBulkLoadTest extends TableBulkLoadSuite {
  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  @Override
  protected int runSql(DSLContext tx, String sql) {
    return tx.execute(sql);
  }

  @Test
  void aRowThatATriggerRefusesIsRejectedAlone() {
    try (PostgresDatabase db = TestDatabases.open()) {
      db.write(
          tx ->
              tx.execute(
                      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                          + " 'BEGIN RAISE EXCEPTION ''no seven''; END'")
                  + tx.execute(
                      "CREATE TRIGGER refuse BEFORE INSERT ON label_pair FOR EACH ROW WHEN"
                          + " (NEW.label_value = 'team-7') EXECUTE FUNCTION refuse()"));
      Stream<LabelPairRecord> pairs =
          IntStream.range(0, 1000)
              .mapToObj(
                  i ->
                      new LabelPairRecord(
                          db.cluster(), new LabelPairId(i + 1), "team", "team-" + i));
      List<RejectedRow<LabelPairRecord>> rejects = new ArrayList<>();

      db.bulk(LABEL_PAIR)
          .load(pairs, BulkLoadOptions.<LabelPairRecord>defaults().onReject(rejects::add));

      assertThat(rejects).extracting(RejectedRow::position).containsExactly(7L);
      assertThat(rejects.get(0).reason())
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining("no seven");
      assertThat(db.dsl().fetchCount(LABEL_PAIR)).isEqualTo(999);
    }
  }
}
