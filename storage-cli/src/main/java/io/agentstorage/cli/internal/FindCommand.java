// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.cli.internal.output.OutputFormat;
import io.agentstorage.cli.internal.output.ResourceOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.kubernetes.LabelSelectorException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds resources. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    header = "Finds resources and prints them, by type, namespace and name.",
    description =
        "Without options it prints all of them. What is given must all hold. json prints one array,"
            + " empty where nothing matches; ndjson one object a line; csv has labels and"
            + " annotations as JSON.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage find --type pod --namespace shop",
      "  agent-storage find --type deploy --name 'web-*' -o json",
      "  agent-storage find -l 'app in (web,api),!legacy' --as-of 2h",
      "  agent-storage find --type Certificate.cert-manager.io -o ndjson | jq .labels"
    })
final class FindCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin AsOfOption asOf;
  @Mixin LimitOption limit;

  @Option(
      names = "--type",
      paramLabel = "T",
      description =
          "The type, in any case, singular or plural or short: pod, pods, po, deployment.apps.")
  @Nullable String type;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "N",
      description = "The namespace; '' for resources that have none.")
  @Nullable String namespace;

  @Option(
      names = "--name",
      paramLabel = "GLOB",
      description = "The name; * stands for any characters, ? for one.")
  @Nullable String name;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      description =
          "What the labels must fulfil, as for kubectl: app=web, env in (a,b), !legacy, size>2.")
  @Nullable String selector;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  OutputFormat format;

  @Override
  public Integer call() throws IOException {
    long most = limit.rows();
    LabelSelector labels = labels();
    Instant time = asOf.time();
    PrintStream out = System.out; // the output leaves it open
    try (Database db = database.openForReading();
        ResourceOutput output = format.open(out)) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      ResourceQuery query = ResourceQuery.where(condition(db, time)).labels(labels);
      try (Stream<ResourceTags> found = AsOfOption.view(store, time).stream(query)) {
        Iterator<ResourceTags> rows = found.limit(most).iterator();
        while (rows.hasNext()) {
          output.write(rows.next());
        }
      }
    }
    return ExitStatus.DONE;
  }

  private LabelSelector labels() {
    try {
      return selector == null ? LabelSelector.everything() : LabelSelector.parse(selector);
    } catch (LabelSelectorException e) {
      throw new ParameterException(spec.commandLine(), "--selector: " + e.getMessage(), e);
    }
  }

  private Condition condition(Database db, @Nullable Instant time) {
    Condition condition = DSL.noCondition();
    if (type != null) {
      List<ResourceType> types = AsOfOption.types(db, type, time);
      // jOOQ cannot render an empty IN of a converted column.
      condition =
          types.isEmpty() ? DSL.falseCondition() : condition.and(RESOURCE_TAGS.TYPE.in(types));
    }
    if (namespace != null) {
      condition = condition.and(RESOURCE_TAGS.NAMESPACE.eq(namespace));
    }
    if (name != null) {
      condition =
          condition.and(
              Glob.isPattern(name)
                  ? RESOURCE_TAGS.NAME.like(Glob.toLike(name), Glob.ESCAPE)
                  : RESOURCE_TAGS.NAME.eq(name));
    }
    return condition;
  }
}
