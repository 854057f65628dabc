// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.cli.internal.output.RowFormat;
import io.agentstorage.cli.internal.output.StateOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.StateRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints entries of the state. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    header = "Prints what components remember, in the order of component and key.",
    description =
        "With --since those that changed first come first; what was removed is not seen. json and"
            + " ndjson have the values as they are, a table their first characters.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage state ls",
      "  agent-storage state ls outbox-sync -o json",
      "  agent-storage state ls --since 1h -o ndjson | jq -c '[.component, .key]'"
    })
final class StateListCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin LimitOption limit;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT",
      description = "Only what this component remembers.")
  @Nullable String component;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what has changed since then: " + TimeArgument.FORMS + ".")
  @Nullable String since;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  RowFormat format;

  @Override
  public Integer call() throws IOException {
    long most = limit.rows();
    Instant from =
        since == null
            ? null
            : TimeArgument.parse(spec, "--since", since, ZonedDateTime.now(ZoneId.systemDefault()));
    PrintStream out = System.out; // the output leaves it open
    try (Database db = database.openForReading();
        Stream<StateEntry<JsonNode>> entries =
            entries(new StateRepository(db, Clock.systemUTC()), from);
        StateOutput output = StateOutput.open(format, out)) {
      Iterator<StateEntry<JsonNode>> rows = entries.limit(most).iterator();
      while (rows.hasNext()) {
        output.write(rows.next());
      }
      return ExitStatus.DONE;
    } catch (IllegalArgumentException e) {
      throw StateArguments.wrong(spec, e);
    }
  }

  private Stream<StateEntry<JsonNode>> entries(StateStore store, @Nullable Instant from) {
    if (from != null) {
      return store
          .updatedSince(from, JsonNode.class)
          .filter(entry -> component == null || component.equals(entry.component()));
    }
    return component == null
        ? store.listAll(JsonNode.class)
        : store.list(component, JsonNode.class);
  }
}
