// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables are declared; generated code and error messages speak of their constraints by name. */
class SchemaDeclarationTest {
  private static final String OWN_TABLES =
      " FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          + " AND name <> 'flyway_schema_history'";
  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "(?:CONSTRAINT\\s+(\\w+)\\s+)?\\b(?:PRIMARY\\s+KEY|UNIQUE|FOREIGN\\s+KEY|CHECK)\\b"
              + "|\\bREFERENCES\\b");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void create() {
    file = folder.resolve("agent.db");
    SqliteDatabase.open(file).close();
  }

  @Test
  void everyTableIsStrict() throws Exception {
    List<String> tables = Raw.query(file, "SELECT name" + OWN_TABLES);
    assertThat(tables).contains("resource_tags", "label_set", "label_pair", "annotation_set");
    assertThat(
            Raw.query(
                file,
                "SELECT name FROM pragma_table_list WHERE strict = 1 AND name IN (SELECT name"
                    + OWN_TABLES
                    + ")"))
        .containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void everyConstraintHasANameThatBeginsWithItsTable() throws Exception {
    for (String table : Raw.query(file, "SELECT name" + OWN_TABLES)) {
      String sql =
          Raw.query(file, "SELECT sql" + OWN_TABLES + " AND name = '" + table + "'").get(0);
      Matcher constraint = CONSTRAINT.matcher(sql);
      int named = 0;
      boolean foreignKey = false;
      while (constraint.find()) {
        if (constraint.group().equals("REFERENCES")) {
          // Only after FOREIGN KEY: on a column it would be a constraint without a name.
          assertThat(foreignKey).as(sql).isTrue();
          foreignKey = false;
          continue;
        }
        assertThat(constraint.group(1)).as(constraint.group() + " in " + sql).startsWith(table);
        foreignKey = constraint.group().contains("FOREIGN");
        named++;
      }
      assertThat(named).as(table).isPositive();
    }
  }
}
