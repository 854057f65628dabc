// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each failure of SQLite becomes, each raised by what raises it in practice. */
@Timeout(120)
class ErrorTableTest {
  /** In every statement here, and never in a message. */
  private static final String SECRET = "s3cr3t-value";

  private static final String ROW = "INSERT INTO mine (name, filling) VALUES (?, zeroblob(?))";

  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;

  /** Does what fails. */
  @FunctionalInterface
  interface Raise {
    void in(ErrorTableTest test) throws Exception;
  }

  /** Fails inside a write transaction. */
  @FunctionalInterface
  private interface Statement {
    int run(DSLContext tx);
  }

  /** A row of the table. A result code of 0 is a refusal of the library's own. */
  record Row(
      String condition,
      int code,
      Class<? extends StorageException> type,
      boolean retryable,
      List<String> says,
      boolean inTransaction,
      Raise raise) {
    @Override
    public String toString() {
      return condition + ": " + code + ", " + type.getSimpleName();
    }
  }

  private static Row row(
      String condition,
      int code,
      Class<? extends StorageException> type,
      List<String> says,
      Raise raise) {
    return new Row(condition, code, type, type == BusyException.class, says, false, raise);
  }

  private static Row refused(
      String condition,
      int code,
      Class<? extends StorageException> type,
      List<String> says,
      Statement raise) {
    return new Row(condition, code, type, false, says, true, test -> test.writeSomethingAnd(raise));
  }

  static final List<Row> TABLE =
      List.of(
          refused(
              "unique key",
              2067,
              DuplicateKeyException.class,
              List.of("insert resource_tags", "UNIQUE constraint", "resource_tags.name", "upsert"),
              tx -> {
                node(tx, SECRET).execute();
                return node(tx, SECRET).execute();
              }),
          refused(
              "primary key",
              1555,
              DuplicateKeyException.class,
              List.of("insert cluster", "UNIQUE constraint failed", "cluster.id"),
              tx ->
                  tx.insertInto(CLUSTER)
                      .set(CLUSTER.ID, ClusterId.LOCAL)
                      .set(CLUSTER.NAME, SECRET)
                      .execute()),
          refused(
              "missing value",
              1299,
              ConstraintViolationException.class,
              List.of(
                  "insert resource_tags",
                  "NOT NULL constraint",
                  "resource_tags.revision",
                  "give the column a value"),
              tx -> node(tx, SECRET).setNull(RESOURCE_TAGS.REVISION).execute()),
          refused(
              "check",
              275,
              ConstraintViolationException.class,
              List.of("insert resource_tags", "resource_tags_revision_ck"),
              tx -> node(tx, SECRET).set(RESOURCE_TAGS.REVISION, 0L).execute()),
          refused(
              "check of a long value",
              275,
              ConstraintViolationException.class,
              List.of("insert label_set", "label_set_labels_ck"),
              tx ->
                  tx.insertInto(LABEL_SET)
                      .set(LABEL_SET.CLUSTER_ID, ClusterId.LOCAL)
                      .set(LABEL_SET.ID, new LabelSetId(1))
                      .set(LABEL_SET.DIGEST, Digest.of(Raw.text(SECRET)))
                      .set(LABEL_SET.LABELS, DSL.val(SECRET).coerce(LABEL_SET.LABELS))
                      .execute()),
          refused(
              "foreign key",
              787,
              ConstraintViolationException.class,
              // SQLite does not say which key.
              List.of("insert resource_tags", "FOREIGN KEY constraint failed", "store first"),
              tx -> node(tx, SECRET).set(RESOURCE_TAGS.LABELS_ID, new LabelSetId(77)).execute()),
          refused(
              "trigger",
              1811,
              ConstraintViolationException.class,
              List.of("insert mine", "not today"),
              tx -> {
                tx.execute(
                    "CREATE TRIGGER no BEFORE INSERT ON mine BEGIN"
                        + " SELECT RAISE(ABORT, 'not today'); END");
                return tx.execute(ROW, SECRET, 1);
              }),
          refused(
              "value of another type",
              3091,
              ConstraintViolationException.class,
              List.of("update resource_tags", "cannot store TEXT value", "resource_tags.revision"),
              tx -> tx.execute("UPDATE resource_tags SET revision = ?", SECRET)),
          refused(
              "text as a row number",
              20,
              ConstraintViolationException.class,
              List.of("insert numbered"),
              tx -> {
                tx.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY)");
                return tx.execute("INSERT INTO numbered VALUES (?)", SECRET);
              }),
          refused(
              "value too large",
              18,
              ConstraintViolationException.class,
              List.of("insert mine", "larger than SQLite takes"),
              tx -> tx.execute(ROW, SECRET, 1_500_000_000)),
          refused(
              "missing table",
              1,
              StorageException.class,
              List.of("delete missing", "no such table: missing"),
              tx -> tx.execute("DELETE FROM missing WHERE a = ?", SECRET)),
          refused(
              "missing table, with more values than jOOQ binds",
              1,
              StorageException.class,
              List.of("select missing", "no such table: missing"),
              tx ->
                  tx.selectFrom("missing")
                      .where(
                          DSL.field("a", String.class)
                              .in(IntStream.range(0, 1001).mapToObj(i -> SECRET + i).toList()))
                      .fetch()
                      .size()),
          refused(
              "wrong use of a function",
              1,
              StorageException.class,
              List.of("select mine", "bad JSON path"),
              tx -> {
                tx.execute(ROW, "name", 1);
                return tx.fetch("SELECT json_extract('{}', ?) FROM mine", SECRET).size();
              }),
          refused(
              "table in use by the transaction itself",
              6,
              StorageException.class,
              List.of("drop mine", "close it first"),
              tx -> {
                tx.execute(ROW, "name", 1);
                try (Cursor<Record> open =
                    tx.fetchLazy("SELECT * FROM mine WHERE name <> ?", SECRET)) {
                  open.fetchNext();
                  return tx.execute("DROP TABLE mine");
                }
              }),
          refused(
              "no room",
              13,
              StorageFullException.class,
              List.of("insert mine", "make room"),
              tx -> {
                tx.fetch("PRAGMA max_page_count = 200");
                return tx.execute(ROW, SECRET, 10_000_000);
              }),
          row(
              "lock of another process",
              5,
              BusyException.class,
              List.of("begin a transaction", "raise the busy timeout"),
              ErrorTableTest::writeWhileAnotherProcessDoes),
          row(
              "write after a read that is out of date",
              517,
              BusyException.class,
              List.of("insert mine", "run the whole transaction again"),
              ErrorTableTest::readThenWrite),
          row(
              "write in a read",
              8,
              ReadOnlyException.class,
              List.of("insert mine", "use Database.write"),
              test -> test.database.dsl().execute(ROW, SECRET, 1)),
          row(
              "file that may not be written",
              8,
              ReadOnlyException.class,
              List.of("insert mine", "permissions of the file"),
              ErrorTableTest::writeWithoutPermission),
          row(
              "cancel",
              9,
              CancelledException.class,
              List.of("with", "what the block changed is undone"),
              ErrorTableTest::cancel),
          row(
              "limit of the system on the size of a file",
              778,
              StorageException.class,
              List.of("a quota", "the system's log"),
              ErrorTableTest::writeBeyondTheLimit),
          row(
              "damaged page",
              11,
              CorruptException.class,
              List.of("select mine", "restore it from a backup"),
              ErrorTableTest::readDamagedPage),
          row(
              "something else than a database",
              26,
              CorruptException.class,
              List.of("open ", "other.db", "name another file"),
              test ->
                  SqliteDatabase.open(
                          Files.writeString(test.folder.resolve("other.db"), SECRET.repeat(500)))
                      .close()),
          row(
              "file deleted while it is open",
              14,
              CannotOpenException.class,
              List.of("open ", "agent.db", "look whether the file"),
              test -> {
                Files.delete(test.file);
                test.database.dsl().fetch("SELECT count(*) FROM mine");
              }),
          row(
              "missing folder",
              0,
              CannotOpenException.class,
              List.of("open ", "create it"),
              test -> SqliteDatabase.open(test.folder.resolve("missing/agent.db")).close()),
          row(
              "newer schema",
              0,
              SchemaMismatchException.class,
              List.of("open ", "version 99", "use the newer version"),
              test -> {
                Raw.execute(
                    test.file,
                    "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', 'SQL', 'V99', 99,"
                        + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
                SqliteDatabase.open(test.file).close();
              }));

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database =
        SqliteDatabase.open(file, SqliteOptions.defaults().busyTimeout(Duration.ofMillis(50)));
    database.write(
        tx -> tx.execute("CREATE TABLE mine (name TEXT NOT NULL, filling BLOB NOT NULL) STRICT"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @FieldSource("TABLE")
  void becomes(Row row) {
    Map<String, Integer> before = row.inTransaction() ? contents() : Map.of();

    StorageException thrown = catchThrowableOfType(row.type(), () -> row.raise().in(this));

    assertThat(thrown).isNotNull();
    assertThat(thrown.getClass()).isEqualTo(row.type());
    assertThat(thrown.statement().resultCode()).isEqualTo(row.code());
    assertThat(thrown.retryable()).isEqualTo(row.retryable());
    assertThat(thrown.getMessage()).contains(row.says());
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(SECRET);
    }
    if (row.inTransaction()) {
      assertThat(thrown.statement().sql()).isNotNull().doesNotContain(SECRET);
      assertThat(contents()).as("nothing of the transaction is stored").isEqualTo(before);
    }
  }

  private Map<String, Integer> contents() {
    return Map.of(
        "cluster", database.dsl().fetchCount(CLUSTER),
        "resource_tags", database.dsl().fetchCount(RESOURCE_TAGS));
  }

  private static InsertSetMoreStep<?> node(DSLContext tx, String name) {
    return tx.insertInto(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.CLUSTER_ID, ClusterId.LOCAL)
        .set(RESOURCE_TAGS.ID, new ResourceId(UUID.randomUUID()))
        .set(RESOURCE_TAGS.TYPE, ResourceType.NODE)
        .set(RESOURCE_TAGS.NAMESPACE, "")
        .set(RESOURCE_TAGS.NAME, name)
        .set(RESOURCE_TAGS.RECORD_CREATED, Instant.EPOCH)
        .set(RESOURCE_TAGS.RECORD_UPDATED, Instant.EPOCH)
        .set(RESOURCE_TAGS.REVISION, 1L);
  }

  private void writeSomethingAnd(Statement fail) {
    database.write(
        tx -> {
          node(tx, "goes-with-it").execute();
          return fail.run(tx);
        });
  }

  private void writeWhileAnotherProcessDoes() throws Exception {
    try (ChildJvm other = ChildJvm.running(LockMain.class, file.toString()).start()) {
      other.awaitLine("locked");
      database.write(tx -> tx.execute(ROW, SECRET, 1));
    }
  }

  /** The library's own write transactions take the lock when they begin, so that this cannot happen to them. */
  private void readThenWrite() {
    database.write(
        tx -> {
          tx.execute("COMMIT");
          tx.execute("BEGIN");
          tx.fetch("SELECT count(*) FROM mine");
          try {
            Raw.execute(file, "INSERT INTO mine VALUES ('meanwhile', x'00')");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return tx.execute(ROW, SECRET, 1);
        });
  }

  private void writeWithoutPermission() throws Exception {
    database.close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    fail(withoutPrivileges());
  }

  /** Root may write into any file, unless it gives that up. */
  private static String[] withoutPrivileges() {
    if (!System.getProperty("user.name").equals("root")) {
      return new String[0];
    }
    boolean there = Files.isExecutable(Path.of("/usr/bin/setpriv"));
    assertThat(there || System.getenv("CI") == null).as("CI has setpriv").isTrue();
    assumeThat(there).as("root needs setpriv for this").isTrue();
    return new String[] {"/usr/bin/setpriv", "--bounding-set=-dac_override"};
  }

  private void writeBeyondTheLimit() throws Exception {
    database.close();
    // 2 MiB, or twice as much: shells count in units of their own. The driver's library must fit.
    fail("sh", "-c", "ulimit -f 4096 && exec \"$@\"", "sh");
  }

  /** In a process that is started through a command; the failure comes back as what the process said of it. */
  private void fail(String... through) throws Exception {
    try (ChildJvm failing =
        ChildJvm.running(FailMain.class, file.toString(), SECRET).through(through).start()) {
      failing.awaitSuccess();
      List<String> output = failing.output();
      assertThat(output).contains("failure");
      List<String> said = output.subList(output.indexOf("failure") + 1, output.size());
      throw Class.forName(said.get(0))
          .asSubclass(StorageException.class)
          .getConstructor(String.class, FailedStatement.class, Throwable.class)
          .newInstance(
              said.get(3), new FailedStatement(said.get(2), Integer.parseInt(said.get(1))), null);
    }
  }

  private void cancel() {
    ResultQuery<?> endless =
        database
            .dsl()
            .resultQuery(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                    + " SELECT count(*) FROM n WHERE ? <> ''",
                SECRET);
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> cancelling =
        CompletableFuture.runAsync(
            () -> {
              while (!ended.get()) {
                endless.cancel(); // does nothing before it runs
                Thread.onSpinWait();
              }
            });
    try {
      endless.fetch();
    } finally {
      ended.set(true);
      cancelling.join();
    }
  }

  private void readDamagedPage() throws Exception {
    database.write(
        tx -> {
          IntStream.range(0, 50).forEach(i -> tx.execute(ROW, SECRET + i, 1000));
          return null;
        });
    database.close();
    List<String> pages =
        Raw.query(file, "SELECT pageno FROM dbstat WHERE name = 'mine' AND pagetype = 'leaf'");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (String page : pages) {
        bytes.seek((Long.parseLong(page) - 1) * 4096);
        bytes.write(new byte[] {(byte) 0xa5, 1, 2, 3, 4, 5, 6, 7});
      }
    }
    database = SqliteDatabase.open(file);
    database.dsl().fetch("SELECT name FROM mine WHERE name <> ?", SECRET);
  }
}
