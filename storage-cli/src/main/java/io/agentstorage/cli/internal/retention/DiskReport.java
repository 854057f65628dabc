// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.retention;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.SizeArgument;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.TableSize;
import io.agentstorage.core.retention.DiskBudget;
import io.agentstorage.core.retention.OwnSpace;
import io.agentstorage.core.retention.UsageTrend;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is on the disk, as it is printed.
 *
 * @param space what the store takes
 * @param tables what each table and index takes, largest first; empty where nobody looked
 * @param labels the sets of labels
 * @param trend how it has grown
 * @param budget what it may take, null if nobody said
 */
public record DiskReport(
    OwnSpace space,
    List<TableSize> tables,
    LabelSpace labels,
    UsageTrend trend,
    @Nullable DiskBudget budget) {

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  public void printText(PrintStream out) {
    long total = space.totalBytes();
    Columns parts = new Columns("PART", "BYTES", "SHARE", "");
    add(parts, "in use in the database", space.databaseBytes() - free(), total);
    if (space.freeBytes().isPresent()) {
      add(parts, "free in the database", free(), total);
    }
    if (space.logBytes() > 0) {
      add(parts, "write-ahead log", space.logBytes(), total);
    }
    new TreeMap<>(space.folders()).forEach((name, bytes) -> add(parts, name, bytes, total));
    parts.add("total", Numbers.grouped(total), "", SizeArgument.text(total));
    parts.print(out);
    out.println();
    printBudget(out);
    out.println(
        Numbers.grouped(labels.sets())
            + " sets of labels with "
            + Numbers.grouped(labels.pairs())
            + " pairs: "
            + SizeArgument.text(labels.bytes())
            + " of JSON, for "
            + Numbers.grouped(labels.resources())
            + " resources");
    if (!tables.isEmpty()) {
      out.println();
      long whole = tables.stream().mapToLong(TableSize::bytes).sum();
      Columns columns = new Columns("TABLE OR INDEX", "BYTES", "SHARE", "");
      tables.stream()
          .filter(one -> one.bytes() > 0)
          .forEach(one -> add(columns, one.name(), one.bytes(), whole));
      columns.print(out);
    }
  }

  private long free() {
    return space.freeBytes().orElse(0);
  }

  private static void add(Columns columns, String name, long bytes, long whole) {
    columns.add(name, Numbers.grouped(bytes), percent(bytes, whole), Bar.of(bytes, whole));
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%5.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  private void printBudget(PrintStream out) {
    if (budget != null) {
      out.println(
          "budget "
              + SizeArgument.text(budget.bytes())
              + " "
              + Bar.of(space.usedBytes(), budget.bytes())
              + " "
              + percent(space.usedBytes(), budget.bytes()).strip()
              + " in use, level "
              + space.level(budget).name().toLowerCase(Locale.ROOT));
      out.println(forecast(budget));
    } else if (trend.bytesPerDay().isPresent()) {
      out.println(growth());
    }
  }

  private String growth() {
    double perDay = trend.bytesPerDay().orElse(0);
    return (perDay < 0 ? "shrinks by " : "grows by ")
        + SizeArgument.text(Math.round(Math.abs(perDay)))
        + " a day";
  }

  private String forecast(DiskBudget most) {
    if (trend.bytesPerDay().isEmpty()) {
      return "no forecast: it needs two runs of retention";
    }
    Optional<Duration> full = timeToFull(most);
    return growth() + (full.isEmpty() ? "" : "; full in " + text(full.get()));
  }

  private Optional<Duration> timeToFull(DiskBudget most) {
    return trend.timeToFull(space.usedBytes(), most.bytes());
  }

  private static String text(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    return time.toHours() >= 2 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }

  /**
   * Prints it for programs.
   *
   * @param out where to
   * @throws IOException if the stream fails
   */
  public void printJson(PrintStream out) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeNumberField("databaseBytes", space.databaseBytes());
      if (space.freeBytes().isPresent()) {
        json.writeNumberField("freeBytes", free());
      }
      json.writeNumberField("logBytes", space.logBytes());
      json.writeObjectFieldStart("folders");
      for (Map.Entry<String, Long> folder : new TreeMap<>(space.folders()).entrySet()) {
        json.writeNumberField(folder.getKey(), folder.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("totalBytes", space.totalBytes());
      json.writeNumberField("usedBytes", space.usedBytes());
      writeBudget(json);
      json.writeObjectFieldStart("labelSets");
      json.writeNumberField("sets", labels.sets());
      json.writeNumberField("pairs", labels.pairs());
      json.writeNumberField("bytes", labels.bytes());
      json.writeNumberField("resources", labels.resources());
      json.writeEndObject();
      json.writeArrayFieldStart("tables");
      for (TableSize table : tables) {
        json.writeStartObject();
        json.writeStringField("name", table.name());
        json.writeNumberField("bytes", table.bytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private void writeBudget(JsonGenerator json) throws IOException {
    if (trend.bytesPerDay().isPresent()) {
      json.writeNumberField("bytesPerDay", Math.round(trend.bytesPerDay().getAsDouble()));
    }
    if (budget != null) {
      json.writeNumberField("budgetBytes", budget.bytes());
      json.writeNumberField("usedPercent", Math.round(space.usedPercent(budget) * 10) / 10.0);
      json.writeStringField("level", space.level(budget).name().toLowerCase(Locale.ROOT));
      Optional<Duration> full = timeToFull(budget);
      if (full.isPresent()) {
        json.writeNumberField("secondsToFull", full.get().toSeconds());
      }
    }
  }
}
