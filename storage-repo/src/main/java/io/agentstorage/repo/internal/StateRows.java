// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;

import io.agentstorage.codegen.tables.records.OperationalStateRecord;
import io.agentstorage.core.error.VersionConflictException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Entries of operational state, whose values are JSON text here. What writes must run inside a write transaction. Each
 * change is one statement that compares and writes at once, so that there is nothing to race for. Thread-safe.
 */
public final class StateRows {
  /** PostgreSQL's driver keeps so many in memory, of which each may have a megabyte. */
  private static final int ROWS_AT_ONCE = 32;

  private final ClusterId cluster;

  /**
   * Entries.
   *
   * @param cluster the cluster whose entries they are
   */
  public StateRows(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Reads an entry.
   *
   * @param context a context
   * @param component its component
   * @param key its key
   * @return the entry, if it is there
   */
  public Optional<OperationalStateRecord> find(DSLContext context, String component, String key) {
    return context.selectFrom(OPERATIONAL_STATE).where(is(component, key)).fetchOptional();
  }

  /**
   * Sets an entry. Nothing is written where it has this value already.
   *
   * @param tx a write transaction
   * @param component its component
   * @param key its key
   * @param json its value
   * @param now when
   * @return its version and its time
   */
  public OperationalStateRecord put(
      DSLContext tx, String component, String key, String json, Instant now) {
    OperationalStateRecord written =
        tx.insertInto(OPERATIONAL_STATE)
            .set(first(component, key, json, now))
            .onConflict(
                OPERATIONAL_STATE.CLUSTER_ID,
                OPERATIONAL_STATE.COMPONENT,
                OPERATIONAL_STATE.STATE_KEY)
            .doUpdate()
            .set(OPERATIONAL_STATE.VALUE, DSL.excluded(OPERATIONAL_STATE.VALUE))
            .set(OPERATIONAL_STATE.VERSION, nextVersion())
            .set(OPERATIONAL_STATE.UPDATED_AT, notBack(DSL.excluded(OPERATIONAL_STATE.UPDATED_AT)))
            .where(OPERATIONAL_STATE.VALUE.ne(DSL.excluded(OPERATIONAL_STATE.VALUE)))
            .returning(OPERATIONAL_STATE.VERSION, OPERATIONAL_STATE.UPDATED_AT)
            .fetchOne();
    return written == null ? unchanged(tx, component, key) : written;
  }

  private OperationalStateRecord unchanged(DSLContext tx, String component, String key) {
    return tx.select(OPERATIONAL_STATE.VERSION, OPERATIONAL_STATE.UPDATED_AT)
        .from(OPERATIONAL_STATE)
        .where(is(component, key))
        .fetchSingleInto(OPERATIONAL_STATE);
  }

  /**
   * Sets an entry that has a version.
   *
   * @param tx a write transaction
   * @param component its component
   * @param key its key
   * @param expected that version, 0 for an entry that is not there
   * @param json its value
   * @param now when
   * @return its version and its time
   * @throws VersionConflictException if it has another version
   */
  public OperationalStateRecord compareAndSet(
      DSLContext tx, String component, String key, long expected, String json, Instant now) {
    OperationalStateRecord written =
        expected == 0
            ? insert(tx, component, key, json, now)
            : replace(tx, component, key, expected, json, now);
    if (written == null) {
      throw conflict(tx, "compareAndSet", component, key, expected);
    }
    return written;
  }

  private @Nullable OperationalStateRecord insert(
      DSLContext tx, String component, String key, String json, Instant now) {
    return tx.insertInto(OPERATIONAL_STATE)
        .set(first(component, key, json, now))
        .onConflict(
            OPERATIONAL_STATE.CLUSTER_ID, OPERATIONAL_STATE.COMPONENT, OPERATIONAL_STATE.STATE_KEY)
        .doNothing()
        .returning(OPERATIONAL_STATE.VERSION, OPERATIONAL_STATE.UPDATED_AT)
        .fetchOne();
  }

  private @Nullable OperationalStateRecord replace(
      DSLContext tx, String component, String key, long expected, String json, Instant now) {
    return tx.update(OPERATIONAL_STATE)
        .set(OPERATIONAL_STATE.VALUE, json)
        .set(OPERATIONAL_STATE.VERSION, nextVersion())
        .set(OPERATIONAL_STATE.UPDATED_AT, notBack(DSL.val(now, OPERATIONAL_STATE.UPDATED_AT)))
        .where(is(component, key))
        .and(OPERATIONAL_STATE.VERSION.eq(expected))
        .returning(OPERATIONAL_STATE.VERSION, OPERATIONAL_STATE.UPDATED_AT)
        .fetchOne();
  }

  /**
   * Deletes an entry.
   *
   * @param tx a write transaction
   * @param component its component
   * @param key its key
   * @return whether it was there
   */
  public boolean delete(DSLContext tx, String component, String key) {
    return tx.deleteFrom(OPERATIONAL_STATE).where(is(component, key)).execute() > 0;
  }

  /**
   * Deletes an entry that has a version.
   *
   * @param tx a write transaction
   * @param component its component
   * @param key its key
   * @param expected that version
   * @throws VersionConflictException if it has another version or is not there
   */
  public void compareAndDelete(DSLContext tx, String component, String key, long expected) {
    int deleted =
        tx.deleteFrom(OPERATIONAL_STATE)
            .where(is(component, key))
            .and(OPERATIONAL_STATE.VERSION.eq(expected))
            .execute();
    if (deleted == 0) {
      throw conflict(tx, "delete", component, key, expected);
    }
  }

  /**
   * Streams entries in the order of component and key.
   *
   * @param context a context
   * @param component their component, null for all
   * @return the entries; to be closed
   */
  public Stream<OperationalStateRecord> list(DSLContext context, @Nullable String component) {
    Condition which =
        component == null ? DSL.noCondition() : OPERATIONAL_STATE.COMPONENT.eq(component);
    return stream(
        context, which, List.of(OPERATIONAL_STATE.COMPONENT, OPERATIONAL_STATE.STATE_KEY));
  }

  /**
   * Streams entries that have changed since some time, those that changed first before others.
   *
   * @param context a context
   * @param time the first instant
   * @return the entries; to be closed
   */
  public Stream<OperationalStateRecord> updatedSince(DSLContext context, Instant time) {
    return stream(
        context,
        OPERATIONAL_STATE.UPDATED_AT.ge(time),
        List.of(
            OPERATIONAL_STATE.UPDATED_AT,
            OPERATIONAL_STATE.COMPONENT,
            OPERATIONAL_STATE.STATE_KEY));
  }

  private Stream<OperationalStateRecord> stream(
      DSLContext context, Condition which, List<? extends OrderField<?>> order) {
    return context
        .selectFrom(OPERATIONAL_STATE)
        .where(OPERATIONAL_STATE.CLUSTER_ID.eq(cluster))
        .and(which)
        .orderBy(order)
        .fetchSize(ROWS_AT_ONCE)
        .fetchLazy()
        .stream();
  }

  private Condition is(String component, String key) {
    return OPERATIONAL_STATE
        .CLUSTER_ID
        .eq(cluster)
        .and(OPERATIONAL_STATE.COMPONENT.eq(component))
        .and(OPERATIONAL_STATE.STATE_KEY.eq(key));
  }

  private OperationalStateRecord first(String component, String key, String json, Instant now) {
    OperationalStateRecord row = new OperationalStateRecord();
    row.setClusterId(cluster);
    row.setComponent(component);
    row.setStateKey(key);
    row.setValue(json);
    row.setVersion(1L);
    row.setUpdatedAt(now);
    return row;
  }

  /** What {@link #put} makes of an entry that is there, for many at once. */
  static BulkUpdate.Change replacement(BulkUpdate.Values values) {
    Map<Field<?>, Field<?>> set =
        Map.of(
            OPERATIONAL_STATE.VALUE,
            values.of(OPERATIONAL_STATE.VALUE),
            OPERATIONAL_STATE.VERSION,
            nextVersion(),
            OPERATIONAL_STATE.UPDATED_AT,
            notBack(values.of(OPERATIONAL_STATE.UPDATED_AT)));
    return new BulkUpdate.Change(
        set, OPERATIONAL_STATE.VALUE.ne(values.of(OPERATIONAL_STATE.VALUE)));
  }

  private static Field<Long> nextVersion() {
    return OPERATIONAL_STATE.VERSION.plus(DSL.inline(1L));
  }

  private static Field<Instant> notBack(Field<Instant> now) {
    return DSL.greatest(now, OPERATIONAL_STATE.UPDATED_AT);
  }

  private VersionConflictException conflict(
      DSLContext tx, String operation, String component, String key, long expected) {
    Long actual =
        tx.select(OPERATIONAL_STATE.VERSION)
            .from(OPERATIONAL_STATE)
            .where(is(component, key))
            .fetchOne(OPERATIONAL_STATE.VERSION);
    return new VersionConflictException(
        operation, component, key, expected, Objects.requireNonNullElse(actual, 0L));
  }
}
