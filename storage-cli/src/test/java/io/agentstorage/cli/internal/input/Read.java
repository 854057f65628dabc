// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an input to its end and puts what came out as lines that a test can compare. */
final class Read {

  private Read() {}

  static List<Entry> entries(String file, InputStream in) {
    try (ManifestReader reader = new ManifestReader(file, in)) {
      List<Entry> entries = new ArrayList<>();
      Entry entry;
      while ((entry = reader.next()) != null) {
        entries.add(entry);
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Entry> entries(String file, byte[] bytes) {
    return entries(file, new ByteArrayInputStream(bytes));
  }

  /** As {@link #lines(String, byte[])}, of text that could be in either format. */
  static List<String> lines(String text) {
    return lines("-", text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code 2 .items[0] Pod/ns/name} for what was found, {@code 2 .items[0] reason} for what was not. */
  static List<String> lines(String file, byte[] bytes) {
    return entries(file, bytes).stream().map(Read::line).toList();
  }

  static String message(String text) {
    List<Entry> entries = entries("-", text.getBytes(StandardCharsets.UTF_8));
    return entries.size() == 1 && entries.getFirst() instanceof Entry.Reject reject
        ? reject.message()
        : "no single reject: " + entries;
  }

  static Entry.Found found(String text) {
    List<Entry> entries = entries("-", text.getBytes(StandardCharsets.UTF_8));
    if (entries.size() == 1 && entries.getFirst() instanceof Entry.Found found) {
      return found;
    }
    throw new AssertionError("no single object: " + entries);
  }

  static String line(Entry entry) {
    Place place = entry.place();
    String what =
        switch (entry) {
          case Entry.Found found -> found.resource().key().toString();
          case Entry.Reject reject -> reject.reason().text();
        };
    return place.document() + " " + (place.path().isEmpty() ? "" : place.path() + " ") + what;
  }
}
