// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StateValueException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.StateValue;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import io.agentstorage.core.spi.bulk.BulkUpsert;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Where state entries are put, many at once. Not thread-safe. */
public final class StateTarget implements BulkTarget<StateValue, StateTarget.Entry> {
  private static final List<Field<?>> KEY =
      List.of(
          OPERATIONAL_STATE.CLUSTER_ID, OPERATIONAL_STATE.COMPONENT, OPERATIONAL_STATE.STATE_KEY);

  private static final List<Field<?>> COLUMNS =
      List.of(
          OPERATIONAL_STATE.CLUSTER_ID,
          OPERATIONAL_STATE.COMPONENT,
          OPERATIONAL_STATE.STATE_KEY,
          OPERATIONAL_STATE.VALUE,
          OPERATIONAL_STATE.VERSION,
          OPERATIONAL_STATE.UPDATED_AT);

  private final ClusterId cluster;
  private final StateJson json;
  private final Clock clock;
  private final RowEncoder encoder;
  private final BulkUpsert upsert =
      new BulkUpsert(
          new BulkInsert(OPERATIONAL_STATE, COLUMNS, KEY, BulkInsert.Order.OF_INDEXES),
          new BulkUpdate(
              OPERATIONAL_STATE, COLUMNS, KEY, BulkUpdate.Order.ANY, StateRows::replacement));

  /**
   * An entry with its JSON.
   *
   * @param component whose it is
   * @param key its key
   * @param json its value
   */
  record Entry(String component, String key, String json) {
    static final Comparator<Entry> BY_KEY =
        Comparator.comparing(Entry::component).thenComparing(Entry::key);
  }

  /**
   * A target.
   *
   * @param cluster the cluster whose entries it writes
   * @param dialect of the database
   * @param json makes JSON of values
   * @param clock gives the times of changes
   */
  public StateTarget(ClusterId cluster, Dialect dialect, StateJson json, Clock clock) {
    this.cluster = cluster;
    this.json = json;
    this.clock = clock;
    this.encoder = new RowEncoder(dialect, COLUMNS);
  }

  @Override
  public Entry prepare(StateValue entry) {
    try {
      StateNames.check(entry.component(), entry.key());
      return new Entry(
          entry.component(),
          entry.key(),
          json.write(entry.component(), entry.key(), entry.value()));
    } catch (StateValueException | IllegalArgumentException e) {
      throw new ConstraintViolationException(
          "load state: " + e.getMessage(), FailedStatement.NONE, e);
    }
  }

  @Override
  public long bytes(Entry entry) {
    return 0L + entry.component.length() + entry.key.length() + entry.json.length();
  }

  @Override
  public Comparator<Entry> order() {
    return Entry.BY_KEY;
  }

  @Override
  public Effect[] write(DSLContext tx, List<Entry> entries, boolean update) {
    var now = clock.instant();
    List<@Nullable Object[]> rows =
        entries.stream()
            .map(
                entry ->
                    encoder.encode(
                        new @Nullable Object[] {
                          cluster, entry.component, entry.key, entry.json, 1L, now
                        }))
            .toList();
    return upsert.run(tx, rows, update);
  }

  @Override
  public String describe(Entry entry) {
    return "state " + entry.component + "/" + entry.key;
  }
}
