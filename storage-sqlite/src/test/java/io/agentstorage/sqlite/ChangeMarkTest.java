// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.spi.Dialect;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeMarkTest {
  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database = SqliteDatabase.open(file);
    database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER NOT NULL) STRICT"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Object mark() {
    return database.write(tx -> Dialect.of(tx.configuration()).changeMark(tx));
  }

  @Test
  void itStaysEqualWhileNobodyWrites() {
    Object mark = mark();

    database.dsl().fetch("SELECT id FROM mine");
    database.write(tx -> tx.fetch("SELECT id FROM mine"));
    assertThat(mark()).isEqualTo(mark);
    assertThat(database.<Object, RuntimeException>write(tx -> mark())).isEqualTo(mark);
  }

  @Test
  void aWriteHereChangesIt() {
    Object mark = mark();

    database.write(tx -> tx.execute("INSERT INTO mine (id) VALUES (1)"));
    assertThat(mark()).isNotEqualTo(mark);
  }

  @Test
  void aWriteOfAnotherConnectionChangesIt() throws Exception {
    Object mark = mark();

    Raw.execute(file, "INSERT INTO mine (id) VALUES (1)");
    assertThat(mark()).isNotEqualTo(mark);
  }

  @Test
  void whatIsUndoneChangesItAgain() {
    Object[] inside = new Object[1];
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      tx.execute("INSERT INTO mine (id) VALUES (1)");
                      inside[0] = mark();
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(mark()).isNotEqualTo(inside[0]);
  }

  @Test
  void whatAnInnerBlockUndoesChangesItAgain() {
    database.write(
        tx -> {
          Object[] inside = new Object[1];
          assertThatThrownBy(
                  () ->
                      database.write(
                          inner -> {
                            inner.execute("INSERT INTO mine (id) VALUES (1)");
                            inside[0] = Dialect.of(inner.configuration()).changeMark(inner);
                            throw new IllegalStateException("undone");
                          }))
              .hasMessage("undone");
          assertThat(Dialect.of(tx.configuration()).changeMark(tx)).isNotEqualTo(inside[0]);
          return null;
        });
  }
}
