// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.TableBulkLoadSuite;
import java.util.List;
import org.jooq.DSLContext;

class PostgresTableBulkLoadTest extends TableBulkLoadSuite {
  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  @Override
  protected int runSql(DSLContext tx, String sql) {
    return tx.execute(sql);
  }

  @Override
  protected List<String> refusingTrigger() {
    return List.of(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RAISE EXCEPTION ''no seven''; END'",
        "CREATE TRIGGER refuse BEFORE INSERT ON label_pair FOR EACH ROW WHEN"
            + " (NEW.label_value = 'team-7') EXECUTE FUNCTION refuse()");
  }
}
