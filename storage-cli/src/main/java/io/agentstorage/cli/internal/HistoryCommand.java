// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.ChangeOutput;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what one resource was. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    header = "Prints who changed what of a resource, and when, oldest first.",
    description = {
      "Lines below a change begin with + for what is new, - for what is gone, ~ for another value."
          + " Deleted resources have a history too, and all that had the same name are in it.",
      "Exit status 1 if there never was such a resource."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage history deployment/shop/cart",
      "  agent-storage history node/node-1 -o json"
    })
final class HistoryCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Parameters(
      paramLabel = ResourceArgument.LABEL,
      description = "Which resource; without a namespace a cluster-scoped one.")
  String which;

  @Override
  public Integer call() throws IOException {
    ResourceArgument resource = ResourceArgument.parse(spec, which);
    try (Database db = database.openForReading()) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      List<ResourceType> types = ResourceTypes.everNamed(db, resource.type());
      for (ResourceKey key : resource.keys(types)) {
        List<ResourceChange> changes = changes(store.history(key));
        if (!changes.isEmpty()) {
          print(key, changes);
          return ExitStatus.DONE;
        }
      }
      System.err.println(resource.notThere(db, types) + ", and never was");
      return ExitStatus.PARTLY;
    }
  }

  private static List<ResourceChange> changes(List<ResourceRevision> revisions) {
    List<ResourceChange> changes = new ArrayList<>();
    ResourceTags before = null;
    for (ResourceRevision revision : revisions) {
      ResourceTags now = revision.resource();
      changes.add(new ResourceChange(revision.from(), now.changedBy(), before, now));
      before = now;
      if (revision.to() != null && revision.end() != RevisionEnd.CHANGED) {
        changes.add(new ResourceChange(revision.to(), revision.endedBy(), now, null));
        before = null;
      }
    }
    return changes;
  }

  private void print(ResourceKey key, List<ResourceChange> changes) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    if (report.format == ReportFormat.text) {
      out.println(Printable.line(key.toString()));
      changes.forEach(change -> ChangeOutput.text(change, false, out));
      return;
    }
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartArray();
      for (ResourceChange change : changes) {
        ChangeOutput.json(change, json);
      }
      json.writeEndArray();
    }
    out.println();
  }
}
