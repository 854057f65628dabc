// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets go what a policy does not keep, class after class: in transactions of some hundredths of a second, between which
 * others write. A run that is stopped or dies is gone on with by the next one. Immutable and thread-safe; two runs at once
 * do no harm, and no good.
 *
 * <p>In a database file what went leaves free pages: those beyond {@link RetentionPolicy#keepFreeBytes} are given back to
 * the filesystem in steps of some megabytes.
 */
public final class Retention {
  private final Database database;
  private final List<RetainedClass> classes;
  private final RetentionPolicy policy;
  private final Clock clock;
  private final DiskSpace space;

  private Retention(
      Database database,
      List<RetainedClass> classes,
      RetentionPolicy policy,
      Clock clock,
      Map<String, Path> folders) {
    this.database = database;
    this.classes = classes;
    this.policy = policy;
    this.clock = clock;
    this.space = DiskSpace.of(database, folders);
  }

  /**
   * A retention.
   *
   * @param database the database whose room is watched; the caller closes it
   * @param classes what is let go, in this order: what refers to other things before those
   * @param policy what is kept
   * @param clock the time that ages count to; milliseconds count
   * @return the retention
   * @throws IllegalArgumentException if two classes have one name, or the policy names one that is not there
   */
  public static Retention of(
      Database database, List<RetainedClass> classes, RetentionPolicy policy, Clock clock) {
    return of(database, classes, policy, clock, Map.of());
  }

  /**
   * A retention of a store that also has files.
   *
   * @param database the database whose room is watched; the caller closes it
   * @param classes what is let go, in this order: what refers to other things before those
   * @param policy what is kept
   * @param clock the time that ages count to; milliseconds count
   * @param folders the folders that count for the budget, by a name for people
   * @return the retention
   * @throws IllegalArgumentException if two classes have one name, or the policy names one that is not there
   */
  public static Retention of(
      Database database,
      List<RetainedClass> classes,
      RetentionPolicy policy,
      Clock clock,
      Map<String, Path> folders) {
    Set<String> names = new HashSet<>();
    for (RetainedClass one : classes) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException("two classes have the name " + one.name());
      }
    }
    for (String name : policy.rules().keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "the policy has a rule for " + name + ", and there is no such class: " + names);
      }
    }
    return new Retention(database, List.copyOf(classes), policy, clock, folders);
  }

  /**
   * What {@link #run} would let go now. Nothing is changed.
   *
   * @return the plan
   * @throws StorageException if the database fails
   */
  public RetentionPlan plan() {
    requireNoTransaction("plan");
    Instant now = now();
    List<Purge> purges = new ArrayList<>();
    for (RetainedClass one : classes) {
      purges.add(one.select(new PurgeRequest(policy.rule(one), 0, now, purges)));
    }
    DiskBudget budget = policy.budget();
    OwnSpace taken = budget == null ? null : space.measure();
    if (budget != null && taken != null) {
      OwnSpace withoutLog = taken.withLog(0); // a run empties it first
      if (makesRoom(budget, withoutLog)) {
        planRoom(purges, budget, withoutLog, now);
      }
    }
    return new RetentionPlan(purges.stream().map(Purge::plan).toList(), taken);
  }

  /** What the rules let go counts for the budget, too. */
  private void planRoom(List<Purge> purges, DiskBudget budget, OwnSpace taken, Instant now) {
    long excess = budget.aboveTarget(taken);
    for (Purge purge : purges) {
      excess -= purge.plan().bytes();
    }
    for (String name : budget.order()) {
      RetainedClass one = named(name);
      if (one != null && excess > 0) {
        int at = classes.indexOf(one);
        long before = purges.get(at).plan().bytes();
        List<Purge> earlier = purges.subList(0, at);
        Purge more = one.select(new PurgeRequest(policy.rule(one), before + excess, now, earlier));
        purges.set(at, more);
        excess -= more.plan().bytes() - before;
      }
    }
    for (int at = 0; at < purges.size(); at++) {
      RetainedClass one = classes.get(at);
      if (one.clearsUp()) {
        List<Purge> earlier = purges.subList(0, at);
        purges.set(at, one.select(new PurgeRequest(policy.rule(one), 0, now, earlier)));
      }
    }
  }

  /**
   * Lets go what the policy does not keep.
   *
   * @return what went
   * @throws StorageException if the database fails; what went before is gone
   */
  public RetentionReport run() {
    return run(new RetentionListener() {}, () -> false);
  }

  /**
   * Lets go what the policy does not keep.
   *
   * @param listener is told how far it is
   * @param stop asked before each transaction; once it says true the rest stays
   * @return what went
   * @throws io.agentstorage.core.error.CancelledException if the thread is interrupted; what went before is gone
   * @throws StorageException if the database fails, or this thread is in a transaction; what went before is gone
   */
  public RetentionReport run(RetentionListener listener, BooleanSupplier stop) {
    requireNoTransaction("run");
    RetentionRun run = new RetentionRun(database, policy, listener, stop);
    Instant now = now();
    for (RetainedClass one : classes) {
      run.letGo(one, new PurgeRequest(policy.rule(one), 0, now, List.of()));
    }
    DiskBudget budget = policy.budget();
    long keepFree = policy.keepFreeBytes();
    if (budget != null) {
      run.shortenLog();
      OwnSpace taken = space.measure();
      if (makesRoom(budget, taken)) {
        makeRoom(run, budget, taken.logBytes(), now);
        run.shortenLog();
        taken = space.measure();
      }
      keepFree = Math.min(keepFree, Math.max(0, budget.bytes() - taken.usedBytes()));
    }
    run.giveBack(keepFree);
    return run.report();
  }

  /** Where it is not known what is free, what was deleted would seem to be there still, and everything would go. */
  private static boolean makesRoom(DiskBudget budget, OwnSpace taken) {
    return taken.freeBytes().isPresent() && budget.exceededBy(taken);
  }

  private void makeRoom(RetentionRun run, DiskBudget budget, long log, Instant now) {
    for (String name : budget.order()) {
      RetainedClass one = named(name);
      // Rows that go need not leave whole pages free: it goes on until none is left.
      boolean more = one != null;
      while (one != null && more) {
        long excess = budget.aboveTarget(space.measure().withLog(log));
        PurgeRequest request = new PurgeRequest(RetentionRule.keepAll(), excess, now, List.of());
        more = excess > 0 && run.letGo(one, request) > 0;
        if (more) {
          clearUp(run, now);
        }
      }
    }
  }

  private void clearUp(RetentionRun run, Instant now) {
    for (RetainedClass one : classes) {
      if (one.clearsUp()) {
        run.letGo(one, new PurgeRequest(policy.rule(one), 0, now, List.of()));
      }
    }
  }

  private @Nullable RetainedClass named(String name) {
    return classes.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void requireNoTransaction(String operation) {
    if (database.inTransaction()) {
      throw new StorageException(
          "retention "
              + operation
              + ": this thread is in a transaction, which would keep all others waiting until the"
              + " end; call it outside of Database.read and Database.write",
          null);
    }
  }
}
