// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes resources. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    header = "Deletes resources; what they were stays in their history.",
    description = {
      "All that are there are deleted together, or none if it fails. Where several API groups have"
          + " a resource of this kind and name, name the group:"
          + " service.serving.knative.dev/shop/web.",
      "Exit status 1 if one of them is not there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage delete pod/shop/cart-0 pod/shop/cart-1",
      "  agent-storage delete node/node-1 --by 'maintenance 42'"
    })
final class DeleteCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Parameters(
      arity = "1..*",
      paramLabel = ResourceArgument.LABEL,
      description = "Which resources; without a namespace a cluster-scoped one.")
  List<String> which;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who deletes them, for their history (default: the user of this process).")
  @Nullable String by;

  @Override
  public Integer call() {
    List<ResourceArgument> resources =
        which.stream().map(text -> ResourceArgument.parse(spec, text)).toList();
    String who = by == null ? System.getProperty("user.name") : by;
    try (Database db = database.openExistingForWriting()) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      List<String> missing = new ArrayList<>();
      List<ResourceKey> deleted =
          db.write(
              tx -> {
                List<ResourceKey> keys = new ArrayList<>();
                for (ResourceArgument resource : resources) {
                  List<ResourceType> types = ResourceTypes.named(db, resource.type());
                  List<ResourceKey> meant = resource.keys(types);
                  if (meant.stream().anyMatch(keys::contains)) {
                    continue; // named twice
                  }
                  List<ResourceKey> there =
                      meant.stream().filter(key -> store.find(key).isPresent()).toList();
                  if (there.isEmpty()) {
                    missing.add(resource.notThere(db, types));
                  } else {
                    ResourceKey key = only(resource, there);
                    store.delete(key, who);
                    keys.add(key);
                  }
                }
                return keys;
              });
      deleted.forEach(key -> System.out.println("deleted " + Printable.line(key.toString())));
      missing.forEach(System.err::println);
      return missing.isEmpty() ? ExitStatus.DONE : ExitStatus.PARTLY;
    }
  }

  private ResourceKey only(ResourceArgument resource, List<ResourceKey> there) {
    if (there.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "\""
              + resource.text()
              + "\" may be "
              + there.stream()
                  .map(key -> Printable.line(key.toString()))
                  .collect(Collectors.joining(" or "))
              + "; nothing was deleted, name the API group");
    }
    return there.get(0);
  }
}
