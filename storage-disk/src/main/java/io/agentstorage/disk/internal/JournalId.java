// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.disk.ContentKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which journal. Nothing else ever has the same id.
 *
 * @param kind what is in it
 * @param store the random number of the store that wrote it, 16 hexadecimal digits
 * @param number how many journals that store had before
 */
record JournalId(ContentKind kind, String store, long number) implements Comparable<JournalId> {
  private static final Pattern SHAPE =
      Pattern.compile("(metrics|observability|logs)_([0-9a-f]{16})-(\\d{8,18})");

  static @Nullable JournalId parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? new JournalId(
            ContentKind.valueOf(shape.group(1).toUpperCase(Locale.ROOT)),
            shape.group(2),
            Long.parseLong(shape.group(3)))
        : null;
  }

  String text() {
    return String.format(Locale.ROOT, "%s_%s-%08d", kind.text(), store, number);
  }

  @Override
  public int compareTo(JournalId other) {
    return text().compareTo(other.text());
  }
}
