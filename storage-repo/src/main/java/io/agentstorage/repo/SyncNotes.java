// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.core.Database;
import io.agentstorage.core.Deadline;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.repo.internal.StateRows;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/**
 * Notes in the agent's own state what a sync has done. It writes the JSON itself: to load what writes any JSON would take
 * a short sync longer than to send. Thread-safe.
 */
final class SyncNotes {
  private static final JsonFactory JSON = new JsonFactory();

  /** The agent may be what has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Database agent;
  private final StateRows state;

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  SyncNotes(Database agent) {
    this.agent = agent;
    this.state = new StateRows(agent.cluster());
  }

  /** Notes what was sent, in the transaction that acknowledges it. */
  void sent(DSLContext tx, OutboxSyncSent sent) {
    String value =
        object(
            json -> {
              json.writeStringField("sentAt", millis(sent.sentAt()));
              json.writeNumberField("resources", sent.resources());
              json.writeNumberField("ends", sent.ends());
              json.writeStringField("changedAt", millis(sent.changedAt()));
            });
    state.put(tx, OutboxSync.STATE_COMPONENT, OutboxSync.SENT, value, sent.sentAt());
  }

  /** Notes a failure if it can; if not, the failure has that too. */
  void failed(StorageException failure, int failures, Instant at) {
    String value =
        object(
            json -> {
              json.writeStringField("failedAt", millis(at));
              json.writeNumberField("failures", failures);
              json.writeStringField("message", String.valueOf(failure.getMessage()));
            });
    try {
      agent.write(
          TransactionOptions.defaults().deadline(Deadline.after(PATIENCE)),
          tx -> state.put(tx, OutboxSync.STATE_COMPONENT, OutboxSync.FAILED, value, at));
    } catch (StorageException e) {
      if (!e.equals(failure)) {
        failure.addSuppressed(e);
      }
    }
  }

  private static String millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a note could not be written as JSON", e);
    }
    return text.toString();
  }
}
