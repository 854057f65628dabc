// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.StorageException;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

/** A connection that breaks in the middle of a transaction is thrown away, and with it all that was on it. */
@Timeout(60)
class BrokenConnectionTest {
  @TempDir Path folder;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder.resolve("agent.db"), SqliteOptions.defaults().readers(1));
    database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER NOT NULL) STRICT"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void inANestedWrite() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      insert(tx, 1);
                      return database.write(
                          inner -> {
                            insert(inner, 2);
                            breakIt(inner);
                            return insert(inner, 3);
                          });
                    }))
        .isInstanceOf(StorageException.class);
    assertTheNextWorks();
  }

  @Test
  void inANestedWriteWhoseFailureIsCaught() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      insert(tx, 1);
                      assertThatThrownBy(
                              () ->
                                  database.write(
                                      inner -> {
                                        breakIt(inner);
                                        return insert(inner, 2);
                                      }))
                          .isInstanceOf(StorageException.class);
                      assertThatThrownBy(() -> database.write(inner -> insert(inner, 3)))
                          .isInstanceOf(StorageException.class);
                      return "as if nothing had happened";
                    }))
        .isInstanceOf(StorageException.class);
    assertTheNextWorks();
  }

  @Test
  void beforeTheCommit() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      insert(tx, 1);
                      breakIt(tx);
                      return null;
                    }))
        .isInstanceOf(StorageException.class);
    assertTheNextWorks();
  }

  @Test
  void inARead() {
    assertThatThrownBy(
            () ->
                database.read(
                    tx -> {
                      breakIt(tx);
                      return tx.fetch("SELECT id FROM mine");
                    }))
        .isInstanceOf(StorageException.class);
    assertTheNextWorks();
  }

  @Test
  void inASingleRead() {
    database.dsl().connection(connection -> connection.unwrap(SQLiteConnection.class).close());
    assertTheNextWorks();
  }

  private void assertTheNextWorks() {
    database.write(tx -> database.write(inner -> insert(inner, 9)));
    assertThat(database.dsl().fetch("SELECT id FROM mine").getValues(0, int.class))
        .containsExactly(9);
    assertThat(
            database.<Integer, RuntimeException>read(tx -> tx.fetch("SELECT id FROM mine").size()))
        .isEqualTo(1);
  }

  private static void breakIt(DSLContext context) {
    context.connection(connection -> connection.unwrap(SQLiteConnection.class).close());
  }

  private static int insert(DSLContext tx, int id) {
    return tx.execute("INSERT INTO mine (id) VALUES (?)", id);
  }
}
