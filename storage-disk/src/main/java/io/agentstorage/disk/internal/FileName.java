// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.disk.ContentKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a metric file: {@code <kind>_<start>_<stop>_v1-<store>-<number>-<checksum>.json.br}. The times have 13
 * digits, so that names sort by time; the store's number makes names of other processes and hosts different, and its own
 * count those within a millisecond. Files of other programs end after the second time.
 *
 * @param kind what is in it
 * @param start when the first row was put, in milliseconds since 1970
 * @param stop when the last row was put
 * @param journal the journal it was made of, null for a file of another program
 * @param checksum CRC32C of the JSON, 0 for a file of another program: Brotli has no checksum of its own
 */
record FileName(
    ContentKind kind, long start, long stop, @Nullable JournalId journal, long checksum) {
  static final String EXTENSION = ".json.br";

  private static final Pattern SHAPE =
      Pattern.compile(
          "(metrics|observability|logs)_(\\d{1,18})_(\\d{1,18})"
              + "(?:_v1-([0-9a-f]{16})-(\\d{8,18})-([0-9a-f]{8})|_.*)?\\.json\\.br");

  static @Nullable FileName parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return null;
    }
    ContentKind kind = ContentKind.valueOf(shape.group(1).toUpperCase(Locale.ROOT));
    long start = Long.parseLong(shape.group(2));
    long stop = Long.parseLong(shape.group(3));
    String store = shape.group(4);
    if (store == null) {
      return new FileName(kind, start, stop, null, 0);
    }
    return new FileName(
        kind,
        start,
        stop,
        new JournalId(kind, store, Long.parseLong(shape.group(5))),
        Long.parseLong(shape.group(6), 16));
  }

  String text() {
    if (journal == null) {
      throw new IllegalStateException("names of other programs are only read");
    }
    return String.format(
        Locale.ROOT,
        "%s_%013d_%013d_v1-%s-%08d-%08x%s",
        kind.text(),
        start,
        stop,
        journal.store(),
        journal.number(),
        checksum,
        EXTENSION);
  }
}
