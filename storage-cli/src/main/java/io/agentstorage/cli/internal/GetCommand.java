// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.cli.internal.output.OutputFormat;
import io.agentstorage.cli.internal.output.ResourceOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  agent-storage get deploy/shop/cart"
    })
final class GetCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Parameters(
      paramLabel = "TYPE[/NAMESPACE]/NAME",
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
    String[] parts = which.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || List.of(parts).contains("")) {
      throw new ParameterException(
          spec.commandLine(),
          "\""
              + which
              + "\" is not TYPE/NAMESPACE/NAME, nor TYPE/NAME for a cluster-scoped resource");
    }
    String namespace = parts.length == 3 ? parts[1] : null;
    String name = parts[parts.length - 1];
    try (SqliteDatabase db = database.openForReading()) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      List<ResourceType> types = ResourceTypes.named(db, parts[0]);
      for (ResourceType type : types) {
        Optional<ResourceTags> found = store.find(new ResourceKey(type, namespace, name));
        if (found.isPresent()) {
          print(found.get());
          return ExitStatus.DONE;
        }
      }
      System.err.println(
          "agent-storage: " + which + " is not there" + hint(db, types, namespace, name));
      return ExitStatus.PARTLY;
    }
  }

  private void print(ResourceTags resource) throws IOException {
    PrintStream out = System.out; // the output leaves it open
    try (ResourceOutput output = format.openSingle(out)) {
      output.write(resource);
    }
  }

  private static String hint(
      Database db, List<ResourceType> types, @Nullable String namespace, String name) {
    if (types.isEmpty()) {
      return "; no resource of this type is stored; 'agent-storage stats' lists the types";
    }
    List<String> elsewhere =
        db.read(
            tx ->
                tx.select(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME)
                    .from(RESOURCE_TAGS)
                    .where(RESOURCE_TAGS.CLUSTER_ID.eq(db.cluster()))
                    .and(RESOURCE_TAGS.TYPE.in(types))
                    .and(RESOURCE_TAGS.NAME.eq(name))
                    .limit(3)
                    .fetch(row -> key(row.value1(), row.value2(), row.value3())));
    if (elsewhere.isEmpty()) {
      return namespace == null ? "" : " in namespace " + namespace;
    }
    return "; there is " + String.join(", ", elsewhere);
  }

  private static String key(ResourceType type, String namespace, String name) {
    return new ResourceKey(type, namespace.isEmpty() ? null : namespace, name).toString();
  }
}
