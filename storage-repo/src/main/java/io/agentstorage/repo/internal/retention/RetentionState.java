// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;

import io.agentstorage.core.model.ClusterId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What retention remembers in {@code operational_state}. Its methods take part in the transaction they are given. */
public final class RetentionState {
  /** Its component. */
  public static final String COMPONENT = "retention";

  private final ClusterId cluster;
  private final Clock clock;

  /**
   * The state of a cluster.
   *
   * @param cluster the cluster
   * @param clock says when something is changed
   */
  public RetentionState(ClusterId cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * Reads.
   *
   * @param tx a transaction
   * @param key the key
   * @return the JSON, or null if there is none
   */
  public @Nullable String get(DSLContext tx, String key) {
    return tx.select(OPERATIONAL_STATE.VALUE)
        .from(OPERATIONAL_STATE)
        .where(is(key))
        .fetchOne(OPERATIONAL_STATE.VALUE);
  }

  /**
   * Writes.
   *
   * @param tx a write transaction
   * @param key the key
   * @param json the value
   */
  public void put(DSLContext tx, String key, String json) {
    tx.insertInto(OPERATIONAL_STATE)
        .set(OPERATIONAL_STATE.CLUSTER_ID, cluster)
        .set(OPERATIONAL_STATE.COMPONENT, COMPONENT)
        .set(OPERATIONAL_STATE.STATE_KEY, key)
        .set(OPERATIONAL_STATE.VALUE, json)
        .set(OPERATIONAL_STATE.VERSION, 1L)
        .set(OPERATIONAL_STATE.UPDATED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .onConflict(
            OPERATIONAL_STATE.CLUSTER_ID, OPERATIONAL_STATE.COMPONENT, OPERATIONAL_STATE.STATE_KEY)
        .doUpdate()
        .set(OPERATIONAL_STATE.VALUE, json)
        .set(OPERATIONAL_STATE.VERSION, OPERATIONAL_STATE.VERSION.plus(1))
        .set(OPERATIONAL_STATE.UPDATED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .execute();
  }

  /**
   * Writes where the value is what it was.
   *
   * @param tx a write transaction
   * @param key the key
   * @param before the JSON that was read, null for none
   * @param json the value, null to remove it
   * @return whether it was
   */
  public boolean replace(
      DSLContext tx, String key, @Nullable String before, @Nullable String json) {
    String now = get(tx, key);
    if (before == null ? now != null : !before.equals(now)) {
      return false;
    }
    if (json == null) {
      tx.deleteFrom(OPERATIONAL_STATE).where(is(key)).execute();
    } else {
      put(tx, key, json);
    }
    return true;
  }

  private Condition is(String key) {
    return OPERATIONAL_STATE
        .CLUSTER_ID
        .eq(cluster)
        .and(OPERATIONAL_STATE.COMPONENT.eq(COMPONENT))
        .and(OPERATIONAL_STATE.STATE_KEY.eq(key));
  }
}
