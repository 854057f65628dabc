// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.BULK_LOAD;
import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.RESOURCE;
import static io.agentstorage.testkit.PartTable.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.codegen.tables.records.BulkLoadRecord;
import io.agentstorage.codegen.tables.records.ClusterRecord;
import io.agentstorage.codegen.tables.records.LabelPairRecord;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.LoadedRow;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.core.store.RowOutcome;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bulk load of any table does, on every database. */
public abstract class TableBulkLoadSuite {
  private Database database;

  /** For subclasses. */
  protected TableBulkLoadSuite() {}

  /**
   * Opens a fresh, empty database whose tables this may write as it likes.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  /**
   * Runs SQL that jOOQ's DSL cannot say, here a constraint that is deferred.
   *
   * @param tx a write transaction
   * @param sql the statement
   * @return how many rows it changed
   */
  protected abstract int runSql(DSLContext tx, String sql);

  /**
   * What makes a trigger that refuses rows of label_pair whose value is {@code team-7}, in the words {@code no seven}.
   *
   * @return the statements
   */
  protected abstract List<String> refusingTrigger();

  @BeforeEach
  void open() {
    database = openDatabase();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private LabelPairRecord pair(long id, String value) {
    return new LabelPairRecord(database.cluster(), new LabelPairId(id), "team", value);
  }

  private List<LabelPairRecord> pairs(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> pair(i, "team-" + i)).toList();
  }

  private static <T> BulkLoadOptions<T> chunks(int rows) {
    return BulkLoadOptions.<T>defaults().chunkRows(rows);
  }

  private @Nullable String value(long id) {
    return database
        .dsl()
        .select(LABEL_PAIR.LABEL_VALUE)
        .from(LABEL_PAIR)
        .where(LABEL_PAIR.CLUSTER_ID.eq(database.cluster()))
        .and(LABEL_PAIR.ID.eq(new LabelPairId(id)))
        .fetchOne(LABEL_PAIR.LABEL_VALUE);
  }

  @Test
  void recordsAreInsertedChangedOrLeftByTheirPrimaryKey() {
    assertThat(database.bulk(LABEL_PAIR).load(pairs(1, 21), chunks(7)).inserted()).isEqualTo(20);
    List<LabelPairRecord> mixed = new ArrayList<>(pairs(5, 31));
    mixed.set(0, pair(5, "renamed"));

    BulkLoadReport report = database.bulk(LABEL_PAIR).load(mixed, chunks(7));

    assertThat(report.updated()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(15);
    assertThat(report.inserted()).isEqualTo(10);
    assertThat(report.rows()).isEqualTo(26);
    assertThat(value(5)).isEqualTo("renamed");
    assertThat(value(6)).isEqualTo("team-6");
  }

  @Test
  void aRowThatMeetsAnotherUniqueKeyIsRejectedAlone() {
    List<LabelPairRecord> rows = new ArrayList<>(pairs(1, 100));
    rows.set(50, pair(1000, "team-3"));
    List<RejectedRow<LabelPairRecord>> rejects = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(LABEL_PAIR)
            .load(rows, BulkLoadOptions.<LabelPairRecord>defaults().onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(98);
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).position()).isEqualTo(50);
    assertThat(rejects.get(0).row()).isSameAs(rows.get(50));
    assertThat(rejects.get(0).reason()).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void aRowThatATriggerRefusesIsRejectedAlone() {
    refusingTrigger().forEach(sql -> database.write(tx -> runSql(tx, sql)));
    List<RejectedRow<LabelPairRecord>> rejects = new ArrayList<>();

    database
        .bulk(LABEL_PAIR)
        .load(pairs(0, 1_000), BulkLoadOptions.<LabelPairRecord>defaults().onReject(rejects::add));

    assertThat(rejects).extracting(RejectedRow::position).containsExactly(7L);
    assertThat(rejects.get(0).reason())
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("no seven");
    assertThat(database.dsl().fetchCount(LABEL_PAIR)).isEqualTo(999);
  }

  @Test
  void aRowThatRefersToNothingIsRejectedAlone() {
    List<LabelPairRecord> rows = new ArrayList<>(pairs(1, 10));
    rows.add(4, new LabelPairRecord(new ClusterId(77), new LabelPairId(1), "team", "x"));
    List<RejectedRow<LabelPairRecord>> rejects = new ArrayList<>();

    database
        .bulk(LABEL_PAIR)
        .load(rows, BulkLoadOptions.<LabelPairRecord>defaults().onReject(rejects::add));

    assertThat(rejects).extracting(RejectedRow::position).containsExactly(4L);
    assertThat(rejects.get(0).reason()).isInstanceOf(ConstraintViolationException.class);
    assertThat(value(9)).isEqualTo("team-9");
  }

  @Test
  void everyWrongRowOfManyIsFoundAndNoRightOneLost() {
    List<LabelPairRecord> rows = new ArrayList<>(pairs(0, 500));
    List<Long> wrong = List.of(0L, 1L, 77L, 78L, 79L, 250L, 499L);
    for (long at : wrong) {
      rows.get((int) at).setLabelValue(null);
    }
    List<Long> rejected = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(LABEL_PAIR)
            .load(
                rows,
                BulkLoadOptions.<LabelPairRecord>defaults()
                    .onReject(row -> rejected.add(row.position())));

    assertThat(rejected).isEqualTo(wrong);
    assertThat(report.inserted()).isEqualTo(493);
    assertThat(database.dsl().fetchCount(LABEL_PAIR)).isEqualTo(493);
  }

  @Test
  void rowsWithoutAKeyAreRejectedWhereverTheyAre() {
    List<LabelPairRecord> rows = new ArrayList<>(pairs(0, 500));
    Collections.shuffle(rows, new Random(5));
    List<Long> wrong = new ArrayList<>();
    for (int at = 0; at < rows.size(); at += 3) {
      rows.get(at).setId(null);
      wrong.add((long) at);
    }
    List<Long> rejected = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(LABEL_PAIR)
            .load(
                rows,
                BulkLoadOptions.<LabelPairRecord>defaults()
                    .onReject(row -> rejected.add(row.position())));

    assertThat(rejected).isEqualTo(wrong);
    assertThat(report.inserted()).isEqualTo(500 - wrong.size());
  }

  @Test
  void aRowWithoutAKeyIsRejectedAlsoWhereTheDatabaseWouldStoreIt() {
    database.write(tx -> runSql(tx, PartTable.DDL));
    List<RejectedRow<Object[]>> rejects = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(PART)
            .arrays(PART.id, PART.parentId)
            .load(
                List.of(new Object[] {1L, null}, new Object[] {null, 1L}),
                BulkLoadOptions.<Object[]>defaults().onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(1);
    assertThat(database.dsl().fetchCount(PART)).isEqualTo(1);
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(1L);
    assertThat(rejects.get(0).reason())
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("load part: a row has no id")
        .hasMessageContaining("give each row its key");
  }

  @Test
  void eachOfThousandsOfRowsIsStoredOrLeftWhereSomeAreStoredAlready() {
    List<Integer> before = List.of(0, 1, 130, 131, 640, 999, 1_400, 1_999, 2_303);
    database
        .bulk(LABEL_PAIR)
        .load(before.stream().map(i -> pair(i, "before-" + i)).toList(), chunks(100));
    List<LoadedRow<? extends LabelPairRecord>> outcomes = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(LABEL_PAIR)
            .load(
                pairs(0, 2_304),
                BulkLoadOptions.<LabelPairRecord>defaults()
                    .onConflict(ConflictPolicy.SKIP)
                    .onOutcome(outcomes::add));

    assertThat(report.inserted()).isEqualTo(2_304 - before.size());
    assertThat(report.unchanged()).isEqualTo(before.size());
    assertThat(outcomes)
        .filteredOn(row -> row.outcome() == RowOutcome.UNCHANGED)
        .extracting(row -> (int) row.position())
        .isEqualTo(before);
    for (int id = 0; id < 2_304; id++) {
      assertThat(value(id)).isEqualTo((before.contains(id) ? "before-" : "team-") + id);
    }
  }

  @Test
  void ofEqualKeysAmongThousandsTheFirstIsStored() {
    List<LabelPairRecord> rows = new ArrayList<>(pairs(0, 1_500));
    rows.add(1_000, pair(3, "again"));
    rows.add(1_001, pair(999, "again"));
    rows.add(pair(1_499, "again"));

    BulkLoadReport report =
        database
            .bulk(LABEL_PAIR)
            .load(
                rows, BulkLoadOptions.<LabelPairRecord>defaults().onConflict(ConflictPolicy.SKIP));

    assertThat(report.inserted()).isEqualTo(1_500);
    assertThat(report.unchanged()).isEqualTo(3);
    assertThat(database.dsl().fetchCount(LABEL_PAIR)).isEqualTo(1_500);
    assertThat(List.of(3L, 999L, 1_499L))
        .allSatisfy(id -> assertThat(value(id)).isEqualTo("team-" + id));
  }

  @Test
  void valuesThatMostRowsShareAreNotGivenToTheOthers() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      rows.add(new Object[] {100 + i, "cluster " + i, i == 777 ? "another" : "shared"});
    }
    List<Object[]> withoutAccount = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      withoutAccount.add(new Object[] {2_000 + i, "more " + i, null});
    }

    var bulk = database.bulk(CLUSTER).arrays(CLUSTER.ID, CLUSTER.NAME, CLUSTER.CLOUD_ACCOUNT_ID);
    bulk.load(rows, chunks(500));
    bulk.load(withoutAccount, chunks(500));

    assertThat(
            database
                .dsl()
                .selectFrom(CLUSTER)
                .where(CLUSTER.ID.ge(new ClusterId(100)))
                .orderBy(CLUSTER.ID)
                .fetch(row -> row.getName() + ": " + row.getCloudAccountId()))
        .isEqualTo(
            Stream.concat(rows.stream(), withoutAccount.stream())
                .map(row -> row[1] + ": " + row[2])
                .toList());
  }

  @Test
  void failRejectsAndSkipKeepsWhatIsStored() {
    database.bulk(LABEL_PAIR).load(pairs(1, 4), chunks(10));
    List<RejectedRow<LabelPairRecord>> rejects = new ArrayList<>();

    BulkLoadReport skipped =
        database.bulk(LABEL_PAIR).load(List.of(pair(2, "x"), pair(9, "y")), skip());
    BulkLoadReport failed =
        database
            .bulk(LABEL_PAIR)
            .load(
                List.of(pair(3, "z"), pair(10, "w")),
                BulkLoadOptions.<LabelPairRecord>defaults()
                    .onConflict(ConflictPolicy.FAIL)
                    .onReject(rejects::add));

    assertThat(skipped.unchanged()).isEqualTo(1);
    assertThat(skipped.inserted()).isEqualTo(1);
    assertThat(value(2)).isEqualTo("team-2");
    assertThat(failed.inserted()).isEqualTo(1);
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(0L);
    assertThat(rejects.get(0).reason())
        .hasMessageContaining("label_pair")
        .hasMessageContaining("3");
  }

  private static BulkLoadOptions<Object> skip() {
    return BulkLoadOptions.defaults().onConflict(ConflictPolicy.SKIP);
  }

  @Test
  void columnsThatARecordDoesNotSetStayAsTheyAre() {
    ClusterRecord first = new ClusterRecord();
    first.setId(new ClusterId(50));
    first.setName("prod");
    first.setCloudAccountId("account-1");
    ClusterRecord renamed = new ClusterRecord();
    renamed.setId(new ClusterId(50));
    renamed.setName("production");

    database.bulk(CLUSTER).load(List.of(first), chunks(10));
    BulkLoadReport report = database.bulk(CLUSTER).load(List.of(renamed), chunks(10));

    assertThat(report.updated()).isEqualTo(1);
    ClusterRecord stored = database.dsl().fetchSingle(CLUSTER, CLUSTER.ID.eq(new ClusterId(50)));
    assertThat(stored.getName()).isEqualTo("production");
    assertThat(stored.getCloudAccountId()).isEqualTo("account-1");
  }

  /** An object as users have them. */
  public static final class Account {
    private final int id;
    private final String name;
    private final @Nullable String cloudAccountId;

    Account(int id, String name, @Nullable String cloudAccountId) {
      this.id = id;
      this.name = name;
      this.cloudAccountId = cloudAccountId;
    }

    /**
     * Becomes the column id.
     *
     * @return the id
     */
    public ClusterId getId() {
      return new ClusterId(id);
    }

    /**
     * Becomes the column name.
     *
     * @return the name
     */
    public String getName() {
      return name;
    }

    /**
     * Becomes the column cloud_account_id.
     *
     * @return the account, or null
     */
    public @Nullable String getCloudAccountId() {
      return cloudAccountId;
    }
  }

  @Test
  void objectsAreMappedByTheNamesOfTheirProperties() {
    List<RejectedRow<Account>> rejects = new ArrayList<>();
    Account wrong = new Account(61, "", null);

    BulkLoadReport report =
        database
            .bulk(CLUSTER)
            .pojos(Account.class)
            .load(
                Stream.of(new Account(60, "a", "x"), wrong, new Account(62, "b", null)),
                BulkLoadOptions.<Account>defaults().onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(2);
    assertThat(rejects).extracting(RejectedRow::row).containsExactly(wrong);
    assertThat(
            database
                .dsl()
                .select(CLUSTER.CLOUD_ACCOUNT_ID)
                .from(CLUSTER)
                .where(CLUSTER.ID.eq(new ClusterId(60)))
                .fetchOne(CLUSTER.CLOUD_ACCOUNT_ID))
        .isEqualTo("x");
  }

  @Test
  void whatHasNoPropertiesIsRefusedBeforeAnythingIsLoaded() {
    for (Class<?> type : List.of(Object[].class, String.class, Integer.class)) {
      assertThatThrownBy(() -> database.bulk(CLUSTER).pojos(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no properties");
    }
    assertThatThrownBy(() -> database.bulk(CLUSTER).arrays(CLUSTER.ID, CLUSTER.NAME, CLUSTER.NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comes twice");
  }

  private BulkLoadReport loadPairs(List<Object[]> rows, List<RejectedRow<Object[]>> rejects) {
    return database
        .bulk(LABEL_PAIR)
        .arrays(LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE)
        .load(rows, BulkLoadOptions.<Object[]>defaults().onReject(rejects::add));
  }

  @Test
  void arraysAreConvertedAndOneOfAWrongTypeIsRejectedAlone() {
    List<RejectedRow<Object[]>> rejects = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {database.cluster(), "41", "team", "a"});
    rows.add(new Object[] {database.cluster(), "forty-two", "team", "b"});
    rows.add(new Object[] {database.cluster(), new LabelPairId(43), "team"});
    rows.add(new Object[] {database.cluster(), 44L, "team", "d"});

    BulkLoadReport report = loadPairs(rows, rejects);

    assertThat(report.inserted()).isEqualTo(2);
    assertThat(value(41)).isEqualTo("a");
    assertThat(value(44)).isEqualTo("d");
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(1L, 2L);
    assertThat(rejects)
        .extracting(RejectedRow::reason)
        .allSatisfy(reason -> assertThat(reason).isInstanceOf(ConstraintViolationException.class));
    assertThat(rejects.get(0).reason()).hasMessageContaining("column id");
  }

  @Test
  void aNumberThatItsColumnCannotHoldIsRejectedAndNotMadeAnother() {
    List<RejectedRow<Object[]>> rejects = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {database.cluster(), "3.7", "team", "a"});
    rows.add(new Object[] {database.cluster(), "99999999999999999999", "team", "b"});
    rows.add(new Object[] {4294967296L + database.cluster().value(), 1L, "team", "c"});
    rows.add(new Object[] {database.cluster(), 4.0, "team", "d"});
    rows.add(new Object[] {database.cluster(), Double.NaN, "team", "e"});

    BulkLoadReport report = loadPairs(rows, rejects);

    assertThat(report.inserted()).isEqualTo(1);
    assertThat(value(4)).isEqualTo("d");
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(0L, 1L, 2L, 4L);
  }

  @Test
  void aTimeThatCannotBeStoredIsRejectedAlone() {
    List<RejectedRow<BulkLoadRecord>> rejects = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(BULK_LOAD)
            .load(
                Stream.of(
                    saved("a", Instant.EPOCH),
                    saved("b", Instant.MAX),
                    saved("c", Instant.ofEpochMilli(1))),
                BulkLoadOptions.<BulkLoadRecord>defaults().onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(2);
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(1L);
  }

  private BulkLoadRecord saved(String name, Instant at) {
    return new BulkLoadRecord(database.cluster(), name, 0L, 0L, 0L, 0L, at);
  }

  /** Of two unique keys: the first row gives up what the second, whose primary key is lower, takes. */
  @Test
  void aValueThatAnEarlierRowGivesUpCanBeTaken() {
    database.bulk(LABEL_PAIR).load(List.of(pair(1, "a"), pair(2, "b")), chunks(10));

    BulkLoadReport report =
        database.bulk(LABEL_PAIR).load(List.of(pair(2, "c"), pair(1, "b")), chunks(10));

    assertThat(report.updated()).isEqualTo(2);
    assertThat(value(1)).isEqualTo("b");
    assertThat(value(2)).isEqualTo("c");
  }

  @Test
  void aRecordOfWhichNothingWasSetIsGivenWhole() {
    database.bulk(LABEL_PAIR).load(pairs(1, 4), chunks(10));
    List<LabelPairRecord> fetched = database.dsl().selectFrom(LABEL_PAIR).fetch();
    database.write(tx -> tx.deleteFrom(LABEL_PAIR).execute());

    BulkLoadReport report = database.bulk(LABEL_PAIR).load(fetched, chunks(10));

    assertThat(report.inserted()).isEqualTo(3);
    assertThat(value(2)).isEqualTo("team-2");
  }

  @Test
  void aRowOfNullEndsTheLoadAndIsNamed() {
    List<@Nullable LabelPairRecord> rows = new ArrayList<>(pairs(1, 30));
    rows.set(25, null);

    assertThatThrownBy(() -> database.bulk(LABEL_PAIR).load(rows.iterator(), chunks(10)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("row 25");
    assertThat(value(20)).isEqualTo("team-20");
    assertThat(value(25)).isNull();
  }

  @Test
  void rowsOfACommitAreLetGoOnceTheyAreWritten() {
    AtomicReference<WeakReference<LabelPairRecord>> early = new AtomicReference<>();
    AtomicBoolean letGo = new AtomicBoolean();
    Iterator<LabelPairRecord> rows =
        IntStream.range(0, 500)
            .mapToObj(
                i -> {
                  LabelPairRecord row = pair(i, "team-" + i);
                  if (i
                      == 15) { // of the second chunk; of the first is known where the commit began
                    early.set(new WeakReference<>(row));
                  }
                  if (i == 499) {
                    letGo.set(isCollected(early.get()));
                  }
                  return row;
                })
            .iterator();

    database
        .bulk(LABEL_PAIR)
        .load(rows, BulkLoadOptions.defaults().chunkRows(10).commitRows(9_999));

    assertThat(letGo).isTrue();
    assertThat(value(0)).isEqualTo("team-0");
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  /** The reference waits for the commit, as those of tables that refer to each other do. */
  @Test
  void aRowThatTheCommitWouldRefuseIsRejectedAlone() {
    database.write(tx -> runSql(tx, PartTable.DDL));
    List<Object[]> rows = new ArrayList<>();
    for (long id = 0; id < 200; id++) {
      rows.add(new Object[] {id, id == 199 ? null : id + 1}); // each refers to the one after it
    }
    rows.add(new Object[] {500L, 999L});
    rows.add(new Object[] {501L, 500L});
    List<Long> rejected = new ArrayList<>();

    BulkLoadReport report =
        database
            .bulk(PART)
            .arrays(PART.id, PART.parentId)
            .load(
                rows,
                BulkLoadOptions.<Object[]>defaults().onReject(row -> rejected.add(row.position())));

    assertThat(rejected).containsExactly(200L, 201L);
    assertThat(report.inserted()).isEqualTo(200);
    assertThat(database.dsl().fetchCount(PART)).isEqualTo(200);
  }

  /** Loads pairs of id and parent, and gives the positions of those that were rejected. */
  private List<Long> rejectedParts(BulkLoadOptions<Object[]> options, Object[]... rows) {
    List<Long> rejected = new ArrayList<>();
    BulkLoadReport report =
        database
            .bulk(PART)
            .arrays(PART.id, PART.parentId)
            .load(List.of(rows), options.onReject(row -> rejected.add(row.position())));
    assertThat(report.rejected()).isEqualTo(rejected.size());
    return rejected;
  }

  private List<Object[]> parts() {
    return database.dsl().selectFrom(PART).orderBy(PART.id).fetch(row -> row.intoArray());
  }

  @Test
  void aRowThatIsRefusedAtOnceDoesNotHideOneThatTheCommitRefuses() {
    database.write(tx -> runSql(tx, PartTable.DDL));

    List<Long> rejected =
        rejectedParts(
            BulkLoadOptions.defaults(),
            new Object[] {1L, null},
            new Object[] {-1L, null},
            new Object[] {500L, 999L});

    assertThat(rejected).containsExactly(1L, 2L);
    assertThat(parts()).containsExactly(new Object[] {1L, null});
  }

  @Test
  void whatALeftRowRefersToIsNotAskedFor() {
    database.write(tx -> runSql(tx, PartTable.DDL));
    rejectedParts(BulkLoadOptions.defaults(), new Object[] {1L, null});

    List<Long> rejected =
        rejectedParts(
            BulkLoadOptions.<Object[]>defaults().onConflict(ConflictPolicy.SKIP),
            new Object[] {1L, 77L},
            new Object[] {2L, 99L});

    assertThat(rejected).containsExactly(1L);
    assertThat(parts()).containsExactly(new Object[] {1L, null});
  }

  @Test
  void anEarlierRowOfAKeyIsStoredWhereTheLaterOneIsRefused() {
    database.write(tx -> runSql(tx, PartTable.DDL));

    List<Long> rejected =
        rejectedParts(
            BulkLoadOptions.defaults(),
            new Object[] {1L, 2L},
            new Object[] {1L, 99L},
            new Object[] {2L, null});

    assertThat(rejected).containsExactly(1L);
    assertThat(parts()).containsExactly(new Object[] {1L, 2L}, new Object[] {2L, null});
  }

  @Test
  void rowsThatNeedEachOtherAreStoredTogetherBesideOneThatIsRefused() {
    database.write(tx -> runSql(tx, PartTable.DDL));

    List<Long> rejected =
        rejectedParts(
            BulkLoadOptions.defaults(),
            new Object[] {5L, null},
            new Object[] {6L, null},
            new Object[] {7L, null},
            new Object[] {8L, null},
            new Object[] {1L, 2L},
            new Object[] {2L, 1L},
            new Object[] {9L, null},
            new Object[] {10L, 99L});

    assertThat(rejected).containsExactly(7L);
    assertThat(parts()).hasSize(7).startsWith(new Object[] {1L, 2L}, new Object[] {2L, 1L});
  }

  @Test
  void whatWasRefusedForWantOfALaterRowIsNotWrittenOverALaterOneOfItsKey() {
    database.write(tx -> runSql(tx, PartTable.DDL));

    BulkLoadReport report =
        database
            .bulk(PART)
            .arrays(PART.id, PART.parentId)
            .load(
                List.of(
                    new Object[] {1L, 3L},
                    new Object[] {1L, null},
                    new Object[] {2L, 77L},
                    new Object[] {3L, null}),
                BulkLoadOptions.defaults());

    assertThat(report.inserted()).isEqualTo(2);
    assertThat(report.updated()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(database.dsl().fetchValue(PART.parentId, PART.id.eq(1L))).isNull();
  }

  @Test
  void arraysWithoutTheKeyAreRefusedBeforeAnythingIsLoaded() {
    assertThatThrownBy(() -> database.bulk(LABEL_PAIR).arrays(LABEL_PAIR.LABEL_KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is of the key");
    assertThatThrownBy(() -> database.bulk(LABEL_PAIR).arrays(CLUSTER.NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not one of its columns");
  }

  @Test
  void aTableWithoutAPrimaryKeyIsRefused() {
    assertThatThrownBy(() -> database.bulk(RESOURCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no primary key");
  }

  @Test
  void aFailureThatIsNoRowsFaultEndsTheLoad() {
    assertThatThrownBy(
            () ->
                database.read(
                    tx -> {
                      database.bulk(LABEL_PAIR).load(pairs(1, 3), chunks(10));
                      return null;
                    }))
        .isInstanceOf(StorageException.class);
    assertThat(database.dsl().fetchCount(LABEL_PAIR)).isZero();
  }
}
