// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.OutputFormat;
import io.agentstorage.cli.internal.output.ResourceOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one resource. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    header = "Prints one resource.",
    description = {
      "Where several API groups have the kind, the first that has the resource is printed, the core"
          + " group before others; name the group to be exact:"
          + " service.serving.knative.dev/shop/web.",
      "Exit status 1 if it is not there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage get pod/shop/cart-0",
      "  agent-storage get node/node-1 -o json",
      "  agent-storage get deploy/shop/cart --as-of 2026-02-03T10:42:00Z"
    })
final class GetCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin AsOfOption asOf;

  @Parameters(
      paramLabel = ResourceArgument.LABEL,
      description = "Which resource; without a namespace a cluster-scoped one.")
  String which;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  OutputFormat format;

  @Override
  public Integer call() throws IOException {
    ResourceArgument resource = ResourceArgument.parse(spec, which);
    Instant time = asOf.time();
    try (Database db = database.openForReading()) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      ResourceView view = AsOfOption.view(store, time);
      List<ResourceType> types = AsOfOption.types(db, resource.type(), time);
      for (ResourceKey key : resource.keys(types)) {
        Optional<ResourceTags> found = view.find(key);
        if (found.isPresent()) {
          print(found.get());
          return ExitStatus.DONE;
        }
      }
      System.err.println(
          time == null
              ? resource.notThere(db, types)
              : "agent-storage: "
                  + which
                  + " was not there at "
                  + time
                  + "; 'agent-storage history "
                  + which
                  + "' tells when it was");
      return ExitStatus.PARTLY;
    }
  }

  private void print(ResourceTags resource) throws IOException {
    PrintStream out = System.out; // the output leaves it open
    try (ResourceOutput output = format.openSingle(out)) {
      output.write(resource);
    }
  }
}
