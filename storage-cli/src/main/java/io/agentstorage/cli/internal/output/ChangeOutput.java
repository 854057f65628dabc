// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.TagsDiff.Difference;
import io.agentstorage.core.model.ResourceChange;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what happened to resources, with what differs before and after. */
public final class ChangeOutput {
  private static final int VALUE_WIDTH = 80;

  private ChangeOutput() {}

  /**
   * For people: a heading, then a line for each difference, marked + for what is new, - for what is gone and ~ for what
   * has another value. Long values are cut.
   *
   * @param change what happened
   * @param named whether the heading names the resource
   * @param out where to
   */
  public static void text(ResourceChange change, boolean named, PrintStream out) {
    String kind = change.kind().name().toLowerCase(Locale.ROOT);
    out.println(
        change.at()
            + "  "
            + kind
            + (named ? "  " + Printable.line(change.resource().key().toString()) : "")
            + (change.by() == null ? "" : "  by " + Printable.line(change.by())));
    if (change.after() == null) {
      return; // all of it is gone, and was told before
    }
    for (Difference difference : TagsDiff.of(change.before(), change.after())) {
      out.println("  " + line(difference));
    }
  }

  /**
   * For programs.
   *
   * @param change what happened
   * @param json where to: an object is written
   * @throws IOException if the stream fails
   */
  public static void json(ResourceChange change, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", change.at().toString());
    json.writeStringField("change", change.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("type", change.resource().type().toString());
    if (change.resource().namespace() != null) {
      json.writeStringField("namespace", change.resource().namespace());
    }
    json.writeStringField("name", change.resource().name());
    json.writeStringField("id", String.valueOf(change.resource().id()));
    if (change.by() != null) {
      json.writeStringField("by", change.by());
    }
    json.writeArrayFieldStart("differences");
    for (Difference difference : TagsDiff.of(change.before(), change.after())) {
      json.writeStartObject();
      json.writeStringField("part", difference.part());
      if (!difference.key().isEmpty()) {
        json.writeStringField("key", difference.key());
      }
      if (difference.before() != null) {
        json.writeStringField("before", difference.before());
      }
      if (difference.after() != null) {
        json.writeStringField("after", difference.after());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String line(Difference difference) {
    String mark = difference.before() == null ? "+" : difference.after() == null ? "-" : "~";
    String what =
        mark
            + " "
            + difference.part()
            + (difference.key().isEmpty() ? "" : "  " + Printable.line(difference.key()))
            + "  ";
    if (difference.before() == null) {
      return what + cut(difference.after());
    }
    return difference.after() == null
        ? what + cut(difference.before())
        : what + cut(difference.before()) + " -> " + cut(difference.after());
  }

  private static String cut(@Nullable String value) {
    String text = Printable.line(String.valueOf(value));
    return text.length() <= VALUE_WIDTH
        ? text
        : text.substring(0, VALUE_WIDTH) + "\u2026 (" + text.length() + " characters)";
  }
}
