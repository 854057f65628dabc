// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.agentstorage.core.Database;
import io.agentstorage.core.spi.Damaged;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time work on a cluster, in whatever process: who has it says until when, and says so again while it
 * works. Used by one thread.
 */
public final class Lease implements AutoCloseable {
  private static final String KEY = "lease";
  private static final JsonFactory JSON = new JsonFactory();

  private final Database database;
  private final RetentionState state;
  private final Clock clock;
  private final Duration length;
  private final String owner;
  private String held;
  private long renewAt;
  private boolean lost;

  private Lease(
      Database database, RetentionState state, Clock clock, Duration length, String owner) {
    this.database = database;
    this.state = state;
    this.clock = clock;
    this.length = length;
    this.owner = owner;
    this.held = text();
  }

  /**
   * Takes it.
   *
   * @param database the database
   * @param state what is remembered there
   * @param clock the time
   * @param length for how long, unless it is held on to
   * @return the lease, to be closed; null if another one has it
   */
  public static @Nullable Lease take(
      Database database, RetentionState state, Clock clock, Duration length) {
    String owner = UUID.randomUUID().toString();
    Lease lease = new Lease(database, state, clock, length, owner);
    boolean taken =
        database.write(
            tx -> {
              String before = state.get(tx, KEY);
              return (before == null || until(before) <= clock.millis())
                  && state.replace(tx, KEY, before, lease.held);
            });
    return taken ? lease : null;
  }

  /**
   * Holds on to it, where it is time to.
   *
   * @return false if another one has taken it, because this did not for too long
   */
  public boolean hold() {
    if (!lost && clock.millis() >= renewAt) {
      String before = held;
      String next = text();
      lost = !database.write(tx -> state.replace(tx, KEY, before, next));
      held = next;
    }
    return !lost;
  }

  private String text() {
    long now = clock.millis();
    renewAt = now + length.toMillis() / 3;
    return "{\"owner\":\"" + owner + "\",\"until\":" + (now + length.toMillis()) + "}";
  }

  private static long until(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (name.equals("until")) {
          return json.getLongValue();
        }
      }
    } catch (IOException e) {
      throw Damaged.column("a lease that is not what retention wrote", e);
    }
    return 0;
  }

  /** Gives it back, unless another one has it. */
  @Override
  public void close() {
    database.write(tx -> state.replace(tx, KEY, held, null));
  }
}
