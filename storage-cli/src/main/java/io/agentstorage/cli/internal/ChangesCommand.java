// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.ChangeOutput;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what happened since some time. */
@Command(
    name = "changes",
    mixinStandardHelpOptions = true,
    header = "Prints which resources were created, changed and deleted, oldest first.",
    description =
        "Lines below a change begin with + for what is new, - for what is gone, ~ for another"
            + " value. ndjson prints one object a line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage changes --since 2h",
      "  agent-storage changes --since 2026-02-03 --until 2026-02-04 --type deploy -n shop",
      "  agent-storage changes --since 10:00 -o ndjson | jq -r .name"
    })
final class ChangesCommand implements Callable<Integer> {
  enum Format {
    text,
    ndjson
  }

  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "The first instant: " + TimeArgument.FORMS + ".")
  String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "The instant after the last, in the same forms (default: now).")
  @Nullable String until;

  @Option(names = "--type", paramLabel = "T", description = "Only of this type, as in find.")
  @Nullable String type;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "N",
      description = "Only in this namespace; '' for resources that have none.")
  @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() throws IOException {
    ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
    Instant from = TimeArgument.parse(spec, "--since", since, now);
    Instant to =
        until == null
            ? now.toInstant().plusMillis(1)
            : TimeArgument.parse(spec, "--until", until, now);
    if (to.isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(), "--until (" + to + ") is before --since (" + from + ")");
    }
    try (Database db = database.openForReading()) {
      Predicate<ResourceTags> wanted = wanted(db);
      try (Stream<ResourceChange> changes =
          new ResourceRepository(db, Clock.systemUTC())
              .changesBetween(from, to)
              .filter(change -> wanted.test(change.resource()))) {
        print(changes.iterator());
      }
    }
    return ExitStatus.DONE;
  }

  private Predicate<ResourceTags> wanted(Database db) {
    List<ResourceType> types = type == null ? List.of() : ResourceTypes.everNamed(db, type);
    return resource ->
        (type == null || types.contains(resource.type()))
            && (namespace == null
                || namespace.equals(resource.namespace() == null ? "" : resource.namespace()));
  }

  private void print(Iterator<ResourceChange> changes) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    if (format == Format.text) {
      changes.forEachRemaining(change -> ChangeOutput.text(change, true, out));
      return;
    }
    boolean any = changes.hasNext();
    try (JsonGenerator json = Json.lines(out)) {
      while (changes.hasNext()) {
        ChangeOutput.json(changes.next(), json);
      }
    }
    if (any) {
      out.println();
    }
  }
}
