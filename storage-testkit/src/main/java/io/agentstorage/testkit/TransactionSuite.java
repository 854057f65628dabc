// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.time.Clock;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What transactions do, on every database. */
public abstract class TransactionSuite {
  private Database database;
  private ResourceStore store;

  /** For subclasses. */
  protected TransactionSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new ResourceRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void create(String name) {
    store.create(ResourceTags.builder(ResourceType.NODE, name).build());
  }

  @Test
  void everythingInABlockIsStoredTogether() {
    int count =
        database.write(
            tx -> {
              create("a");
              create("b");
              return 2;
            });

    assertThat(store.count()).isEqualTo(count);
  }

  @Test
  void anInnerFailureThatIsCaughtUndoesTheInnerPartOnly() {
    database.write(
        tx -> {
          create("outer");
          assertThatThrownBy(
                  () ->
                      database.write(
                          inner -> {
                            create("inner");
                            throw new IllegalStateException("inner");
                          }))
              .hasMessage("inner");
          create("after");
          return null;
        });

    assertThat(store.findAll(DSL.noCondition()))
        .extracting(ResourceTags::name)
        .containsExactly("after", "outer");
  }

  @Test
  void anInnerSuccessGoesWithTheOuterFailure() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      database.write(
                          inner -> {
                            create("inner");
                            return null;
                          });
                      throw new IllegalStateException("outer");
                    }))
        .hasMessage("outer");

    assertThat(store.count()).isZero();
  }

  @Test
  void aCheckedExceptionComesOutAsItself() {
    IOException mine = new IOException("mine");

    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      create("a");
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThatThrownBy(
            () ->
                database.read(
                    tx -> {
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(store.count()).isZero();
  }

  @Test
  void anErrorRollsBackToo() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      create("a");
                      throw new AssertionError("mine");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("mine");
    assertThat(store.count()).isZero();
  }

  @Test
  void aWriteInsideAReadFailsAtOnceAndSaysWhatToDo() {
    assertThatThrownBy(
            () ->
                database.read(
                    tx -> {
                      create("a");
                      return null;
                    }))
        .isInstanceOf(ReadOnlyException.class)
        .hasMessageContaining("Database.write");
  }

  @Test
  void aReadInsideAWriteSeesItsWrites() {
    database.write(
        tx -> {
          create("a");
          assertThat(database.<Long, RuntimeException>read(inner -> store.count())).isEqualTo(1);
          return null;
        });
  }

  @Test
  void aTransactionCannotBeBegunAroundTheTwoVerbs() {
    assertThatThrownBy(() -> database.dsl().transaction(tx -> {}))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Database.write");
  }

  @Test
  void theNextTransactionOfAThreadIsNotTouchedByAFailedOne() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  database.write(
                      tx ->
                          database.write(
                              inner -> {
                                throw new IllegalStateException("deep");
                              })))
          .hasMessage("deep");
    }
    create("a");
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void aClosedDatabaseSaysSo() {
    database.close();

    assertThatThrownBy(() -> store.count())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
  }
}
