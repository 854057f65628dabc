// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A resource as a person names it: {@code TYPE/NAMESPACE/NAME}, or {@code TYPE/NAME} for a cluster-scoped one.
 *
 * @param text as it was given
 * @param type the type as it was given
 * @param namespace the namespace, null if there is none
 * @param name the name
 */
record ResourceArgument(String text, String type, @Nullable String namespace, String name) {
  static final String LABEL = "TYPE[/NAMESPACE]/NAME";

  static ResourceArgument parse(CommandSpec spec, String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || List.of(parts).contains("")) {
      throw new ParameterException(
          spec.commandLine(),
          "\""
              + text
              + "\" is not TYPE/NAMESPACE/NAME, nor TYPE/NAME for a cluster-scoped resource");
    }
    return new ResourceArgument(
        text, parts[0], parts.length == 3 ? parts[1] : null, parts[parts.length - 1]);
  }

  /** The keys it may mean, one for each API group that has the kind, the core group first. */
  List<ResourceKey> keys(List<ResourceType> types) {
    return types.stream().map(found -> new ResourceKey(found, namespace, name)).toList();
  }

  /** What to tell a person if there is no such resource now. */
  String notThere(Database db, List<ResourceType> types) {
    return "agent-storage: " + text + " is not there" + hint(db, types);
  }

  private String hint(Database db, List<ResourceType> types) {
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
    return Printable.line(
        new ResourceKey(type, namespace.isEmpty() ? null : namespace, name).toString());
  }
}
