// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.codegen.DefaultSchema;
import io.agentstorage.core.spi.Migration;
import io.agentstorage.sqlite.SqliteDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Both databases are used through the classes that are generated from SQLite. What is only on PostgreSQL is listed here,
 * so that nothing else can be.
 */
class SchemaComparisonTest {
  private static final Set<String> TABLES_OF_POSTGRES = Set.of("cluster_access");
  private static final Set<String> VIEWS = Set.of("resource", "metric_sample");
  private static final Set<String> INDEXES_OF_POSTGRES =
      Set.of("cluster_access_uq", "label_entry_set_ix", "label_set_labels_ix");

  /** The last column of the order, which SQLite's rows have by themselves. */
  private static final Set<String> WITH_ID_ON_POSTGRES = Set.of("resource_tags_updated_ix");

  private static final Pattern CHECK = Pattern.compile("CONSTRAINT\\s+(\\w+)\\s+CHECK");
  private static final Pattern INDEX =
      Pattern.compile("(?s)\\bON\\s+(?:\\w+\\.)?(\\w+)(?:\\s+USING btree)?\\s*\\(([^)]*)\\)(.*)");

  private static Connection postgres;

  @BeforeAll
  static void open() throws SQLException {
    postgres = DriverManager.getConnection(TestDatabases.jdbc(TestDatabases.url()));
  }

  @AfterAll
  static void close() throws SQLException {
    postgres.close();
  }

  @Test
  void theTablesAreTheSame() throws SQLException {
    Set<String> generated =
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
            .map(Named::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    generated.addAll(TABLES_OF_POSTGRES);

    assertThat(
            query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                    + " AND table_name <> 'flyway_schema_history'"))
        .containsExactlyInAnyOrderElementsOf(generated);
  }

  @Test
  void eachColumnHasTheNamePlaceTypeAndNullabilityThatItIsUsedWith() throws SQLException {
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      boolean view = VIEWS.contains(table.getName());
      List<String> generated = new ArrayList<>();
      for (Field<?> field : table.fields()) {
        generated.add(
            field.getName()
                + " "
                + type(field.getConverter().fromType())
                + (field.getDataType().nullable() ? "" : " not null"));
      }

      assertThat(
              query(
                  "SELECT column_name || ' ' || CASE WHEN "
                      + view
                      + " AND data_type IN ('json', 'jsonb') THEN 'text' ELSE data_type END ||"
                      + " CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END"
                      + " FROM information_schema.columns WHERE table_schema = 'public'"
                      + " AND table_name = '"
                      + table.getName()
                      + "' ORDER BY ordinal_position"))
          .as(table.getName())
          .containsExactlyElementsOf(generated);
    }
  }

  private static String type(Class<?> type) {
    if (type == Integer.class) {
      return "integer";
    }
    if (type == Long.class) {
      return "bigint";
    }
    if (type == Double.class) {
      return "double precision";
    }
    return type == byte[].class ? "bytea" : "text";
  }

  @Test
  void textIsInTheOrderOfItsBytes() throws SQLException {
    assertThat(
            query(
                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                    + " WHERE table_schema = 'public' AND data_type = 'text'"
                    + " AND collation_name IS DISTINCT FROM 'C' AND table_name IN"
                    + " (SELECT tablename FROM pg_tables)"
                    + " AND table_name <> 'flyway_schema_history'"))
        .isEmpty();
  }

  @Test
  void theKeysAreTheSame() throws SQLException {
    Set<String> generated = new TreeSet<>();
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      for (UniqueKey<?> key : table.getKeys()) {
        generated.add(
            key.getName() + (key.isPrimary() ? " PRIMARY KEY " : " UNIQUE ") + names(key));
      }
      for (ForeignKey<?, ?> key : table.getReferences()) {
        generated.add(
            key.getName()
                + " FOREIGN KEY "
                + names(key)
                + " REFERENCES "
                + key.getKey().getTable().getName()
                + key.getKeyFields().stream()
                    .map(Named::getName)
                    .collect(Collectors.joining(", ", "(", ")")));
      }
    }

    assertThat(
            query(
                "SELECT conname || ' ' || pg_get_constraintdef(c.oid) FROM pg_constraint c"
                    + " WHERE contype IN ('p', 'u', 'f')"
                    + " AND conrelid <> 'flyway_schema_history'::regclass"
                    + " AND conrelid <> 'cluster_access'::regclass"
                    + " AND connamespace = 'public'::regnamespace"))
        .containsExactlyInAnyOrderElementsOf(generated);
  }

  private static String names(org.jooq.Key<?> key) {
    return key.getFields().stream().map(Named::getName).collect(Collectors.joining(", ", "(", ")"));
  }

  @Test
  void theChecksHaveTheSameNames() throws SQLException {
    Set<String> sqlite = new TreeSet<>();
    for (String sql : sqlite("SELECT sql FROM sqlite_schema WHERE type = 'table'")) {
      Matcher check = CHECK.matcher(sql);
      while (check.find()) {
        sqlite.add(check.group(1));
      }
    }

    assertThat(sqlite).hasSizeGreaterThan(10);
    assertThat(query("SELECT conname FROM pg_constraint WHERE contype = 'c'"))
        .filteredOn(name -> !name.startsWith("cardinal_number") && !name.startsWith("yes_or_no"))
        .containsExactlyInAnyOrderElementsOf(sqlite);
  }

  @Test
  void theIndexesAreTheSame() throws SQLException {
    Set<String> sqlite = new TreeSet<>();
    for (String sql :
        sqlite(
            "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''"
                + " AND tbl_name <> 'flyway_schema_history'")) {
      sqlite.add(index(sql));
    }
    Set<String> here = new TreeSet<>();
    for (String sql :
        query(
            "SELECT indexname || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND"
                + " NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)"
                + " AND tablename <> 'flyway_schema_history'")) {
      String name = sql.substring(0, sql.indexOf(' '));
      if (!INDEXES_OF_POSTGRES.contains(name)) {
        String one = index(sql);
        here.add(WITH_ID_ON_POSTGRES.contains(name) ? one.replace(", id)", ")") : one);
      }
    }

    assertThat(sqlite).hasSizeGreaterThan(8);
    assertThat(here).isEqualTo(sqlite);
  }

  /** Name, table, columns and whether it is partial; how a condition is spelled is each database's own. */
  private static String index(String definition) {
    Matcher parts = INDEX.matcher(definition);
    assertThat(parts.find()).as(definition).isTrue();
    return definition.substring(0, definition.indexOf(' '))
        + " "
        + parts.group(1)
        + " ("
        + parts.group(2).replaceAll("\\s+", " ")
        + ")"
        + (parts.group(3).contains("WHERE") ? " partial" : "");
  }

  @Test
  void theMigrationsHaveTheSameVersions() {
    assertThat(Migration.all("postgresql"))
        .extracting(Migration::version)
        .isEqualTo(Migration.all("sqlite").stream().map(Migration::version).toList());
  }

  private static List<String> sqlite(String sql) {
    try (SqliteDatabase database = SqliteDatabase.inMemory()) {
      return database.dsl().fetch(sql).getValues(0, String.class);
    }
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = postgres.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
