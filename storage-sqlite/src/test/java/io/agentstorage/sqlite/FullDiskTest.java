// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import java.nio.file.Path;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite rolls a whole transaction back by itself when it finds no room, whatever block it is in. */
class FullDiskTest {
  private static final String SECRET = "s3cr3t-value";
  private static final String ROW = "INSERT INTO mine (name, filling) VALUES (?, zeroblob(?))";
  private static final int TOO_LARGE = 10_000_000;

  @TempDir Path folder;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder.resolve("agent.db"));
    database.write(
        tx -> {
          tx.execute("CREATE TABLE mine (name TEXT NOT NULL, filling BLOB NOT NULL) STRICT");
          return tx.fetch("PRAGMA max_page_count = 200");
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nothingOfTheTransactionIsStoredAndTheNextOneWorks() {
    StorageFullException full =
        catchThrowableOfType(
            StorageFullException.class,
            () ->
                database.write(
                    tx -> {
                      row(tx, "before");
                      return fill(tx);
                    }));

    assertThat(full).hasMessageContaining("insert mine").hasMessageContaining("make room");
    assertThat(full.getMessage()).doesNotContain(SECRET);
    assertThat(full.statement().resultCode()).isEqualTo(13);
    assertThat(stored()).isEmpty();
    assertTheNextWriteWorks();
  }

  @Test
  void whoCatchesItAndGoesOnStoresNothingAndIsTold() {
    Throwable outer =
        catchThrowable(
            () ->
                database.write(
                    tx -> {
                      row(tx, "before");
                      assertThatThrownBy(() -> fill(tx)).isInstanceOf(StorageFullException.class);
                      return row(tx, "after");
                    }));

    assertNothingIsStored(outer);
    assertTheNextWriteWorks();
  }

  @Test
  void whoCatchesItAroundANestedWriteStoresNothingAndIsTold() {
    Throwable outer =
        catchThrowable(
            () ->
                database.write(
                    tx -> {
                      row(tx, "before");
                      assertThatThrownBy(() -> database.write(FullDiskTest::fill))
                          .isInstanceOf(StorageFullException.class);
                      return row(tx, "after");
                    }));

    assertNothingIsStored(outer);
    assertTheNextWriteWorks();
  }

  @Test
  void whoCatchesItInsideANestedWriteStoresNothingAndIsTold() {
    Throwable outer =
        catchThrowable(
            () ->
                database.write(
                    tx -> {
                      row(tx, "before");
                      return database.write(
                          inner -> {
                            assertThatThrownBy(() -> fill(inner))
                                .isInstanceOf(StorageFullException.class);
                            return row(inner, "after");
                          });
                    }));

    assertNothingIsStored(outer);
    assertTheNextWriteWorks();
  }

  @Test
  void whoCatchesItAndNestsAWriteStoresNothingAndIsTold() {
    Throwable outer =
        catchThrowable(
            () ->
                database.write(
                    tx -> {
                      row(tx, "before");
                      assertThatThrownBy(() -> fill(tx)).isInstanceOf(StorageFullException.class);
                      return database.write(inner -> row(inner, "after"));
                    }));

    assertNothingIsStored(outer);
    assertTheNextWriteWorks();
  }

  private void assertNothingIsStored(Throwable outer) {
    assertThat(outer)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("rolled back as a whole");
    assertThat(stored()).isEmpty();
  }

  private void assertTheNextWriteWorks() {
    database.write(tx -> row(tx, "next"));
    assertThat(stored()).containsExactly("next");
  }

  private List<String> stored() {
    return database.dsl().fetch("SELECT name FROM mine ORDER BY rowid").getValues(0, String.class);
  }

  private static int row(DSLContext tx, String name) {
    return tx.execute(ROW, name, 10);
  }

  private static int fill(DSLContext tx) {
    return tx.execute(ROW, SECRET, TOO_LARGE);
  }
}
