// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.InvalidQueryException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {
  private static final String WITHOUT_END =
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT ";

  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database = SqliteDatabase.open(file);
    ResourceTags node = ResourceTags.builder(ResourceType.NODE, "n1").build();
    new ResourceRepository(database, Clock.systemUTC()).create(node);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Keeps what it is shown. */
  private static final class Shown implements QueryVisitor<RuntimeException> {
    private final List<String> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<String> names) {
      columns.addAll(names);
    }

    @Override
    public boolean row(List<@Nullable Object> values) {
      rows.add(values);
      return true;
    }
  }

  private Shown query(String sql) {
    Shown shown = new Shown();
    database.readOnlyQuery(sql, shown);
    return shown;
  }

  @Test
  void givesEachValueAsSqliteHasIt() {
    Shown shown =
        query(
            "SELECT NULL, 1, 9223372036854775807, 0.1, 9e999, 'é', '', x'00ff', x'', count(*)"
                + " FROM resource_tags");
    assertThat(shown.rows)
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsExactly(
                        null,
                        1L,
                        Long.MAX_VALUE,
                        0.1,
                        Double.POSITIVE_INFINITY,
                        "é",
                        "",
                        new byte[] {0, -1},
                        new byte[0],
                        1L));
  }

  @Test
  void namesTheColumnsAlsoWhereTheyAreTheSameAndThereIsNoRow() {
    assertThat(query("SELECT 1 AS a, 2 AS a, type FROM resource_tags WHERE 0").columns)
        .containsExactly("a", "a", "type");
    assertThat(query("EXPLAIN DELETE FROM resource_tags").columns).startsWith("addr", "opcode");
    assertThat(query("PRAGMA foreign_key_check").rows).isEmpty();
  }

  @Test
  void readsOnlyAsManyRowsAsAreWanted() {
    List<Object> seen = new ArrayList<>();
    database.readOnlyQuery(
        WITHOUT_END + "x FROM c",
        new QueryVisitor<RuntimeException>() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public boolean row(List<@Nullable Object> values) {
            seen.addAll(values);
            return seen.size() < 3;
          }
        });
    assertThat(seen).containsExactly(1L, 2L, 3L);
  }

  @Test
  void passesOnWhatTheVisitorThrows() {
    QueryVisitor<IOException> failing =
        new QueryVisitor<>() {
          @Override
          public void columns(List<String> names) throws IOException {
            throw new IOException("full");
          }

          @Override
          public boolean row(List<@Nullable Object> values) {
            return true;
          }
        };
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> database.readOnlyQuery("SELECT 1", failing))
        .withMessage("full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO cluster (id, name) VALUES (2, 'x')",
        "INSERT INTO cluster (id, name) VALUES (2, 'x') RETURNING id",
        "WITH x AS (SELECT 2) INSERT INTO cluster (id, name) SELECT *, 'x' FROM x RETURNING id",
        "UPDATE resource_tags SET revision = 7",
        "DELETE FROM resource_tags RETURNING name",
        "REPLACE INTO cluster (id, name) VALUES (1, 'x')",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "CREATE TEMP TABLE x AS SELECT * FROM resource_tags",
        "CREATE TEMP VIEW x AS SELECT 1",
        "CREATE VIRTUAL TABLE temp.x USING fts5(a)",
        "DROP TABLE resource_tags",
        "ALTER TABLE resource_tags ADD COLUMN x",
        "INSERT INTO notes_data VALUES (1, 2)",
        "INSERT INTO notes (notes) VALUES ('optimize')",
        "UPDATE sqlite_schema SET sql = NULL",
        "ATTACH 'OTHER' AS other",
        "ATTACH 'file:OTHER?mode=rwc' AS other",
        "ATTACH ':memory:' AS other",
        "ATTACH '' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'OTHER'",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = delete",
        "PRAGMA journal_mode = memory",
        "PRAGMA wal_checkpoint",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA main.wal_checkpoint(RESTART)",
        "SELECT * FROM pragma_wal_checkpoint",
        "PRAGMA optimize",
        "SELECT * FROM pragma_optimize(65535)",
        "PRAGMA incremental_vacuum",
        "PRAGMA user_version = 7",
        "PRAGMA schema_version = 7",
        "PRAGMA auto_vacuum = 0",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT x",
        "SELECT load_extension('OTHER')",
        "SELECT writefile('OTHER', 'x')",
        "backup to 'OTHER'",
        "backup to OTHER",
        "restore from 'OTHER'",
        "SELECT 1; DELETE FROM resource_tags",
        "PRAGMA query_only = 0; DELETE FROM resource_tags",
        "COMMIT; VACUUM INTO 'OTHER'"
      })
  void changesAndCreatesNoFileWhateverTheTextSays(String attempt) throws Exception {
    Raw.execute(file, "CREATE VIRTUAL TABLE notes USING fts5(x)");
    // With nothing left to copy a checkpoint would only cut the log, which needs no write to the
    // file.
    try (Connection other = Raw.connect(file)) {
      other.createStatement().execute("PRAGMA wal_checkpoint(PASSIVE)");
      Map<String, String> before = files();
      assertThat(before).containsKeys("agent.db", "agent.db-wal");

      String sql = attempt.replace("OTHER", folder.resolve("other.db").toString());
      assertThatExceptionOfType(InvalidQueryException.class).isThrownBy(() -> query(sql));

      assertThat(files()).isEqualTo(before);
    }
  }

  /** All files by name, with a digest. Readers mark in the -shm which part of the log they need. */
  private Map<String, String> files() throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.toList()) {
        String name = path.getFileName().toString();
        files.put(name, name.endsWith("-shm") ? "" : Raw.sha256(path));
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          selec 1                          | near "selec": syntax error
          SELECT 1 FROM (                  | incomplete input
          SELECT )                         | near ")": syntax error
          SELECT nosuch FROM resource_tags | no such column: nosuch
          SELECT * FROM nosuch             | no such table: nosuch
          SELECT abs(-9223372036854775808) | integer overflow
          SELECT json('{')                 | malformed JSON
          SELECT zeroblob(2000000000)      | string or blob too big
          SELECT ? + :x                    | it has 2 parameters, and no values for them
          CREATE TEMP TABLE x (a)          | attempt to write a readonly database; only queries can be run
          ATTACH ':memory:' AS x           | too many attached databases - max 0
          VACUUM INTO ':memory:'           | cannot VACUUM from within a transaction
          DELETE FROM resource_tags        | attempt to write a readonly database; only queries can be run
          PRAGMA query_only = 0            | it gives no rows; only queries can be run
          """)
  void saysWhatIsWrongWithAQueryInTheWordsOfSqlite(String sql, String reason) {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> query(sql))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e).hasMessage("query: " + reason))
        .satisfies(e -> assertThat(e.statement().sql()).isEqualTo(sql));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", ";", " ; ;\t", "-- nothing", "/* nothing", "/* a */ -- b\n;"})
  void refusesATextWithoutAStatement(String sql) {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> query(sql))
        .withMessage("query: there is no statement in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "SELECT 1;SELECT 2;",
        "SELECT ';'; SELECT 2",
        "SELECT 'it''s;'; SELECT 2",
        "SELECT 1 AS [a\"];SELECT 2",
        "SELECT 1 -- '\n; SELECT 2",
        "SELECT 1 /* ' */; SELECT 2",
        "SELECT 1; /* a */ x",
        "SELECT 1;/"
      })
  void refusesMoreThanOneStatementInsteadOfRunningTheFirst(String sql) {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> query(sql))
        .withMessage("query: there are 2 statements in it; give one at a time");
  }

  @Test
  void refusesANulBehindWhichSqliteWouldNotLook() {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> query("SELECT 1\0; SELECT 2"))
        .withMessageContaining("NUL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";SELECT 1;",
        "SELECT 1; -- ; SELECT 2",
        "SELECT 1 ; /* ; SELECT 2",
        "SELECT 1 /* ; */",
        "SELECT 1 WHERE ';' <> ''';'",
        "SELECT 1 AS \"a;\"\"b\"",
        "SELECT 1 AS `a;b`",
        "SELECT 1 AS [a;b]",
        "-- first; a comment\nSELECT 1",
        "\uFEFFSELECT 1"
      })
  void takesASemicolonThatEndsNothing(String sql) {
    assertThat(query(sql).rows).containsExactly(List.of(1L));
  }

  @Test
  void seesWhatIsCommittedAndNotWhatThisThreadIsAboutTo() {
    database.write(
        tx -> {
          ResourceTags node = ResourceTags.builder(ResourceType.NODE, "n2").build();
          new ResourceRepository(database, Clock.systemUTC()).create(node);
          assertThat(query("SELECT count(*) FROM resource_tags").rows).containsExactly(List.of(1L));
          return null;
        });
    assertThat(query("SELECT count(*) FROM resource_tags").rows).containsExactly(List.of(2L));
  }

  @Test
  @Timeout(60)
  void endsWhenTheThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> query(WITHOUT_END + "count(*) FROM c"))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void leavesTheLogFreeToBeResetAfterIt() throws Exception {
    query("SELECT * FROM resource_tags");
    assertThatThrownBy(() -> query("SELECT nosuch")).isInstanceOf(InvalidQueryException.class);
    assertThat(Raw.query(file, "PRAGMA wal_checkpoint(TRUNCATE)")).containsExactly("0");
    assertThat(Raw.beside(file, "-wal")).isEmptyFile();
  }

  @Test
  void distinguishesADamagedFileFromAWrongQuery() throws Exception {
    database.close();
    byte[] bytes = Files.readAllBytes(file);
    long root = Long.parseLong(rootPage());
    Arrays.fill(bytes, (int) (root - 1) * 4096, (int) root * 4096, (byte) 0x5a);
    Files.write(file, bytes);
    try (SqliteDatabase damaged = SqliteDatabase.open(file, SqliteOptions.forReading())) {
      assertThatThrownBy(
              () -> damaged.readOnlyQuery("SELECT sum(revision) FROM resource_tags", new Shown()))
          .isInstanceOf(CorruptException.class);
    }
  }

  private String rootPage() throws Exception {
    return Raw.query(file, "SELECT rootpage FROM sqlite_schema WHERE name = 'resource_tags'")
        .getFirst();
  }

  @Test
  void needsAFile() {
    try (SqliteDatabase memory = SqliteDatabase.inMemory()) {
      assertThatThrownBy(() -> memory.readOnlyQuery("SELECT 1", new Shown()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("in memory");
    }
  }
}
