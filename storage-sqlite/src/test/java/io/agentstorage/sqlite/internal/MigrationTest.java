// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.spi.Migration;
import io.agentstorage.sqlite.SqliteDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {
  @Test
  void versionsAndChecksumsAreThoseThatFlywayStores() {
    try (SqliteDatabase database = SqliteDatabase.inMemory()) {
      List<Migration> stored =
          database.dsl().fetch(SqliteStatements.HISTORY).stream()
              .map(row -> new Migration(row.get(0, String.class), row.get(1, Integer.class)))
              .toList();

      assertThat(Migration.all("sqlite")).isNotEmpty().isEqualTo(stored);
    }
  }

  @Test
  void aListThatIsStillBeingWrittenIsNoSchemaWithoutMigrations() {
    assertThatThrownBy(() -> Migration.all("unfinished"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unfinished/migrations.txt on the class path is empty");
  }
}
