// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Database;
import io.agentstorage.core.Deadline;
import io.agentstorage.core.Retry;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What transactions do, on every database. */
@Timeout(120)
public abstract class TransactionSuite {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Retry QUICK = Retry.upTo(5).pauses(Duration.ZERO, Duration.ofMillis(1));

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

  @Test
  void theContextOfAnOuterBlockFailsInsideAnInnerWriteAndWorksAgainAfterIt() {
    database.write(
        tx -> {
          database.write(
              inner -> {
                assertThatThrownBy(() -> tx.selectOne().fetch())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("the context that the inner block was given");
                assertThatThrownBy(() -> tx.transaction(savepoint -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("the context that the inner block was given");
                create("inner");
                return inner.selectOne().fetch();
              });
          return tx.selectOne().fetch();
        });
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void aContextThatOutlivesItsBlockFails() {
    DSLContext written = database.write(tx -> tx);
    DSLContext read = database.read(tx -> tx);

    for (DSLContext late : List.of(written, read)) {
      assertThatThrownBy(() -> late.selectOne().fetch())
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("has ended");
      assertThatThrownBy(() -> late.transaction(savepoint -> {}))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("has ended");
    }
    create("a");
  }

  @Test
  void aContextOnAnotherThreadFails() {
    database.write(
        tx -> {
          assertThatThrownBy(() -> elsewhere(() -> tx.selectOne().fetch()))
              .hasCauseInstanceOf(StorageException.class)
              .hasMessageContaining("a block of its own on each thread");
          return tx.selectOne().fetch();
        });
  }

  @Test
  void aJoinedReadAndTheBlockThatItJoinsHaveOneContext() {
    database.write(
        tx -> {
          create("a");
          return database.read(
              inner -> {
                assertThat(tx.selectOne().fetch()).hasSize(1);
                assertThat(inner.selectOne().fetch()).hasSize(1);
                assertThat(database.dsl().selectOne().fetch()).hasSize(1);
                return null;
              });
        });
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void aTransactionThatABlockBeginsWithJooqIsASavepoint() {
    database.write(
        tx -> {
          create("before");
          assertThatThrownBy(
                  () ->
                      tx.transaction(
                          savepoint -> {
                            create("undone");
                            assertThat(store.count()).isEqualTo(2);
                            throw new IllegalStateException("mine");
                          }))
              .hasMessage("mine");
          tx.transaction(
              savepoint -> {
                assertThat(savepoint.dsl().selectOne().fetch()).hasSize(1);
                database.write(
                    inner -> {
                      create("kept");
                      return null;
                    });
              });
          return null;
        });
    assertThat(names()).containsExactly("before", "kept");
  }

  @Test
  void aRepeatableBlockIsRunAgainUntilItSucceeds() {
    List<Integer> told = new ArrayList<>();
    int[] runs = new int[1];

    String result =
        database.write(
            repeatable(QUICK.onRetry((tries, failure, pause) -> told.add(tries))),
            tx -> {
              create("only once");
              if (++runs[0] < 3) {
                throw new BusyException("mine");
              }
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(runs[0]).isEqualTo(3);
    assertThat(told).containsExactly(1, 2);
    assertThat(names()).containsExactly("only once");
  }

  @Test
  void aRepeatableReadIsRunAgainToo() {
    int[] runs = new int[1];

    assertThat(
            database.<Integer, RuntimeException>read(
                repeatable(QUICK),
                tx -> {
                  if (++runs[0] < 2) {
                    throw new BusyException("mine");
                  }
                  return runs[0];
                }))
        .isEqualTo(2);
  }

  @Test
  void theLastFailureComesOutAndTellsTheTries() {
    BusyException mine = new BusyException("mine");

    assertThatThrownBy(
            () ->
                database.write(
                    repeatable(QUICK),
                    tx -> {
                      create("a");
                      throw mine;
                    }))
        .isSameAs(mine)
        .hasMessage("mine (after 5 tries)");
    assertThat(mine.tries()).isEqualTo(5);
    assertThat(store.count()).isZero();
  }

  @Test
  void aBlockIsRunOnceUnlessItIsRepeatableAndTheFailureMayPass() {
    int[] runs = new int[1];
    BusyException busy = new BusyException("mine");

    assertThatThrownBy(() -> database.write(tx -> fail(runs, busy)))
        .isSameAs(busy)
        .hasMessage("mine");
    assertThat(runs[0]).isEqualTo(1);
    assertThatThrownBy(
            () ->
                database.write(
                    repeatable(QUICK), tx -> fail(runs, new IllegalStateException("mine"))))
        .hasMessage("mine");
    assertThatThrownBy(
            () ->
                database.write(repeatable(QUICK), tx -> fail(runs, new ReadOnlyException("mine"))))
        .hasMessage("mine");
    assertThat(runs[0]).isEqualTo(3);
  }

  @Test
  void insideAnotherBlockOnlyTheOutermostIsRunAgain() {
    int[] outer = new int[1];
    int[] inner = new int[1];

    assertThatThrownBy(
            () ->
                database.write(
                    repeatable(Retry.upTo(2).pauses(Duration.ZERO, Duration.ZERO)),
                    tx -> {
                      outer[0]++;
                      return database.write(
                          repeatable(QUICK), in -> fail(inner, new BusyException("mine")));
                    }))
        .hasMessage("mine (after 2 tries)");
    assertThat(outer[0]).isEqualTo(2);
    assertThat(inner[0]).isEqualTo(2);
  }

  @Test
  void aDeadlineThatLeavesNoTimeForThePauseEndsTheTries() {
    assertThatThrownBy(
            () ->
                database.write(
                    repeatable(
                            Retry.upTo(Integer.MAX_VALUE)
                                .pauses(Duration.ofDays(1), Duration.ofDays(1)))
                        .deadline(Deadline.after(Duration.ofSeconds(5))),
                    tx -> {
                      throw new BusyException("mine");
                    }))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("deadline")
        .hasMessageContaining("mine")
        .hasCauseInstanceOf(BusyException.class);
  }

  @Test
  void anInterruptEndsThePause() {
    try {
      assertThatThrownBy(
              () ->
                  database.write(
                      repeatable(
                          QUICK
                              .pauses(Duration.ofDays(1), Duration.ofDays(1))
                              .onRetry(
                                  (tries, failure, pause) -> Thread.currentThread().interrupt())),
                      tx -> {
                        throw new BusyException("mine");
                      }))
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    }
  }

  @Test
  void aDeadlineStopsARunningQueryAndUndoesTheBlock() {
    assertThatADeadlineStops(options -> database.write(options, this::createThenEndless));
    assertThatADeadlineStops(options -> database.read(options, TransactionSuite::endless));
    assertThat(store.count()).isZero();
    create("next");
  }

  @Test
  void aDeadlineStopsALoopOfShortQueries() {
    assertThatThrownBy(
            () ->
                database.read(
                    soon(),
                    tx -> {
                      while (true) {
                        tx.selectOne().fetch();
                      }
                    }))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void aBlockWhoseDeadlineHasPassedIsNotRun() {
    TransactionOptions passed =
        TransactionOptions.defaults().deadline(Deadline.after(Duration.ZERO));
    int[] runs = new int[1];

    assertThatThrownBy(() -> database.write(passed, tx -> runs[0]++))
        .isInstanceOf(CancelledException.class);
    assertThatThrownBy(() -> database.read(passed, tx -> runs[0]++))
        .isInstanceOf(CancelledException.class);
    assertThat(runs[0]).isZero();
  }

  @Test
  void whoGoesOnAfterTheDeadlineStoresNothing() {
    Deadline deadline = Deadline.after(SOON);

    assertThatThrownBy(
            () ->
                database.write(
                    TransactionOptions.defaults().deadline(deadline),
                    tx -> {
                      create("a");
                      while (!deadline.passed()) {
                        Thread.onSpinWait();
                      }
                      return null;
                    }))
        .isInstanceOf(CancelledException.class);
    assertThat(store.count()).isZero();
  }

  @Test
  void theDeadlineOfAnInnerBlockHoldsForTheInnerPart() {
    database.write(
        tx -> {
          create("before");
          assertThatADeadlineStops(options -> database.write(options, TransactionSuite::endless));
          assertThat(tx.selectOne().fetch()).hasSize(1);
          create("between");
          assertThatADeadlineStops(options -> database.read(options, TransactionSuite::endless));
          create("last");
          return null;
        });
    assertThat(names()).containsExactly("before", "between", "last");
  }

  @Test
  void theDeadlineOfAnOuterBlockHoldsInsideToo() {
    TransactionOptions later =
        TransactionOptions.defaults().deadline(Deadline.after(Duration.ofDays(1)));

    assertThatADeadlineStops(
        options -> database.write(options, tx -> database.write(later, TransactionSuite::endless)));
    assertThatADeadlineStops(
        options -> database.write(options, tx -> database.read(later, TransactionSuite::endless)));
  }

  @Test
  void anInterruptStopsARunningQueryAndStaysVisible() throws Exception {
    assertThatAnInterruptStops(() -> database.write(this::createThenEndless));
    assertThatAnInterruptStops(() -> database.read(TransactionSuite::endless));
    assertThatAnInterruptStops(() -> endless(database.dsl()));
    assertThat(store.count()).isZero();
    create("next");
  }

  @Test
  void anInterruptedThreadRunsNothingAndCanStillRollBack() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      create("a");
                      Thread.currentThread().interrupt();
                      return tx.selectOne().fetch();
                    }))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("interrupted")
        .hasNoSuppressedExceptions();
    assertThatThrownBy(() -> store.count()).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    assertThat(store.count()).isZero();
    create("next");
  }

  private Object createThenEndless(DSLContext tx) {
    create("a");
    return endless(tx);
  }

  /** With more and more time, until it is the running query that was stopped and not what comes before it. */
  private static void assertThatADeadlineStops(Consumer<TransactionOptions> work) {
    Duration time = SOON;
    CancelledException cancelled;
    do {
      TransactionOptions options = TransactionOptions.defaults().deadline(Deadline.after(time));
      cancelled = catchThrowableOfType(CancelledException.class, () -> work.accept(options));
      assertThat(cancelled).hasMessageContaining("deadline");
      time = time.multipliedBy(2);
    } while (cancelled.statement().sql() == null);
  }

  /** Again and again, until it is the running query that was stopped and not what comes before it. */
  private static void assertThatAnInterruptStops(Callable<Object> query) throws Exception {
    CancelledException cancelled;
    do {
      FutureTask<CancelledException> task = new FutureTask<>(() -> cancelled(query));
      Thread thread = new Thread(task, "interrupted query");
      thread.start();
      // The driver: where it steps through rows, or reads from a server.
      while (!task.isDone() && !inNativeCode(thread)) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      cancelled = task.get();
      assertThat(cancelled).hasMessageContaining("interrupted");
    } while (cancelled.statement().sql() == null);
  }

  private static CancelledException cancelled(Callable<Object> query) {
    CancelledException cancelled = catchThrowableOfType(CancelledException.class, query::call);
    assertThat(Thread.currentThread().isInterrupted()).as("interrupt flag").isTrue();
    return cancelled;
  }

  private static boolean inNativeCode(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("endless"));
  }

  private List<String> names() {
    return store.findAll(DSL.noCondition()).stream().map(ResourceTags::name).toList();
  }

  private static int fail(int[] runs, RuntimeException failure) {
    runs[0]++;
    throw failure;
  }

  private static TransactionOptions repeatable(Retry retry) {
    return TransactionOptions.defaults().repeatable(retry);
  }

  private static TransactionOptions soon() {
    return TransactionOptions.defaults().deadline(Deadline.after(SOON));
  }

  /** Would count for hours. */
  private static Object endless(DSLContext context) {
    Field<Long> number = DSL.field(DSL.name("numbers", "number"), Long.class);
    CommonTableExpression<?> numbers =
        DSL.name("numbers")
            .fields("number")
            .as(
                DSL.select(DSL.cast(DSL.inline(1L), SQLDataType.BIGINT))
                    .unionAll(
                        DSL.select(number.add(1L))
                            .from(DSL.table(DSL.name("numbers")))
                            .where(number.lt(1_000_000_000_000L))));
    return context.withRecursive(numbers).select(DSL.count()).from(numbers).fetchSingle();
  }

  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).orTimeout(60, TimeUnit.SECONDS).join();
  }
}
