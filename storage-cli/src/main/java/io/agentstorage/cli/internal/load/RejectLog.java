// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.input.Place;
import io.agentstorage.cli.internal.output.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells people and programs of what was rejected, and counts it by reason. Thread-safe: the input and the database are
 * read and written on different threads.
 */
public final class RejectLog implements AutoCloseable {
  private final PrintStream lines;
  private final @Nullable JsonGenerator json;
  private final @Nullable OutputStream file;
  private final Map<String, Long> byReason = new TreeMap<>();

  /**
   * A log.
   *
   * @param lines where one line for each reject goes
   * @param file where one JSON object a line for each goes, or null; an existing file is replaced
   * @throws IOException if the file cannot be written
   */
  public RejectLog(PrintStream lines, @Nullable Path file) throws IOException {
    this.lines = lines;
    this.file = file == null ? null : open(file);
    this.json = this.file == null ? null : Json.lines(this.file);
  }

  private static OutputStream open(Path file) throws IOException {
    try {
      return new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new IOException(
          "the file of rejects " + file + " cannot be written (" + e + "); name another", e);
    }
  }

  synchronized void add(Place place, String reason, String message) {
    byReason.merge(reason, 1L, Long::sum);
    lines.println(place + ": " + message + " [" + reason + "]");
    if (json != null) {
      try {
        write(json, place, reason, message);
      } catch (IOException e) {
        throw new UncheckedIOException("the file of rejects could not be written", e);
      }
    }
  }

  /**
   * Counts by reason.
   *
   * @return the counts, in the order of the reasons
   */
  public synchronized Map<String, Long> byReason() {
    return Collections.unmodifiableMap(new TreeMap<>(byReason));
  }

  /**
   * Counts all.
   *
   * @return how many were rejected
   */
  public synchronized long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void write(JsonGenerator json, Place place, String reason, String message)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("file", place.file());
    json.writeNumberField("document", place.document());
    json.writeStringField("path", place.path());
    json.writeStringField("reason", reason);
    json.writeStringField("message", message);
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    if (json != null && file != null) {
      json.close();
      if (count() > 0) {
        file.write('\n');
      }
      file.close();
    }
  }
}
