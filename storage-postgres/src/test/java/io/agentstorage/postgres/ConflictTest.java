// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Retry;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.StorageException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clusters' blocks, which run at the same time, on a table that both write. */
@Timeout(120)
class ConflictTest {
  private static final TransactionOptions ONCE = TransactionOptions.defaults();
  private static final TransactionOptions AGAIN = ONCE.repeatable(Retry.upTo(10));

  private final CyclicBarrier bothAreHere = new CyclicBarrier(2);
  private final AtomicInteger runs = new AtomicInteger();
  private String url;

  @BeforeEach
  void makeTable() {
    url = TestDatabases.url();
    TestDatabases.run(
        url,
        "CREATE TABLE thing (id int PRIMARY KEY, n int NOT NULL)",
        "INSERT INTO thing VALUES (1, 0), (2, 0)");
  }

  private interface Step {
    void run(DSLContext tx, int id);
  }

  /** Runs both blocks, which meet between their steps the first time. Gives what failed. */
  private StorageException[] race(
      WriteIsolation isolation, TransactionOptions options, Step first, Step second) {
    PostgresOptions one = PostgresOptions.defaults().writeIsolation(isolation).cluster("one");
    try (PostgresDatabase a = PostgresDatabase.open(url, one)) {
      PostgresDatabase b = a.forCluster("two");
      CompletableFuture<StorageException> ofA =
          CompletableFuture.supplyAsync(() -> run(a, options, 1, first, second));
      CompletableFuture<StorageException> ofB =
          CompletableFuture.supplyAsync(() -> run(b, options, 2, first, second));
      return Stream.of(ofA.join(), ofB.join())
          .filter(Objects::nonNull)
          .toArray(StorageException[]::new);
    }
  }

  private @Nullable StorageException run(
      PostgresDatabase database, TransactionOptions options, int id, Step first, Step second) {
    boolean[] met = {false};
    return catchThrowableOfType(
        StorageException.class,
        () ->
            database.write(
                options,
                tx -> {
                  runs.incrementAndGet();
                  first.run(tx, id);
                  if (!met[0]) {
                    met[0] = true;
                    bothAreHere.await();
                  }
                  second.run(tx, 3 - id);
                  return 0;
                }));
  }

  private static void add(DSLContext tx, int id) {
    tx.execute("UPDATE thing SET n = n + 1 WHERE id = ?", id);
  }

  private static void look(DSLContext tx, int id) {
    tx.fetchValue("SELECT n FROM thing WHERE id = ?", id);
  }

  private long total() {
    return Faults.ask(url, "SELECT sum(n) FROM thing");
  }

  @Test
  void oneOfTwoThatWaitForEachOtherIsEndedAndLeavesNothing() {
    StorageException[] failures =
        race(WriteIsolation.READ_COMMITTED, ONCE, ConflictTest::add, ConflictTest::add);

    assertThat(failures).hasSize(1).hasOnlyElementsOfType(BusyException.class);
    Faults.assertFailure(failures[0], "40P01", true, "run it again");
    assertThat(total()).isEqualTo(2);
  }

  @Test
  void bothOfTwoThatWaitForEachOtherFinishWhereTheyAreRepeatable() {
    assertThat(race(WriteIsolation.READ_COMMITTED, AGAIN, ConflictTest::add, ConflictTest::add))
        .isEmpty();
    // The one that is run again may be quicker at its row than the one that waited for it: then
    // they meet once more.
    assertThat(runs.get()).isGreaterThan(2);
    assertThat(total()).isEqualTo(4);
  }

  @Test
  void oneOfTwoThatCannotHaveRunOneAfterTheOtherIsEndedAndLeavesNothing() {
    StorageException[] failures =
        race(WriteIsolation.SERIALIZABLE, ONCE, ConflictTest::look, ConflictTest::add);

    assertThat(failures).hasSize(1).hasOnlyElementsOfType(BusyException.class);
    Faults.assertFailure(failures[0], "40001", true, "run the whole transaction again");
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void bothOfTwoThatCannotHaveRunOneAfterTheOtherFinishWhereTheyAreRepeatable() {
    assertThat(race(WriteIsolation.SERIALIZABLE, AGAIN, ConflictTest::look, ConflictTest::add))
        .isEmpty();
    assertThat(runs.get()).isGreaterThan(2);
    assertThat(total()).isEqualTo(2);
  }
}
