// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.jooq.impl.DSL.min;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Finds the types that a person means: {@code pod}, {@code pods}, {@code po}, {@code Deployment.apps}. */
final class ResourceTypes {
  /** The short names of kubectl for built-in kinds. */
  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("cj", "cronjob"),
          Map.entry("cm", "configmap"),
          Map.entry("crd", "customresourcedefinition"),
          Map.entry("crds", "customresourcedefinition"),
          Map.entry("csr", "certificatesigningrequest"),
          Map.entry("deploy", "deployment"),
          Map.entry("ds", "daemonset"),
          Map.entry("ep", "endpoints"),
          Map.entry("ev", "event"),
          Map.entry("hpa", "horizontalpodautoscaler"),
          Map.entry("ing", "ingress"),
          Map.entry("limits", "limitrange"),
          Map.entry("netpol", "networkpolicy"),
          Map.entry("no", "node"),
          Map.entry("ns", "namespace"),
          Map.entry("pc", "priorityclass"),
          Map.entry("pdb", "poddisruptionbudget"),
          Map.entry("po", "pod"),
          Map.entry("pv", "persistentvolume"),
          Map.entry("pvc", "persistentvolumeclaim"),
          Map.entry("quota", "resourcequota"),
          Map.entry("rc", "replicationcontroller"),
          Map.entry("rs", "replicaset"),
          Map.entry("sa", "serviceaccount"),
          Map.entry("sc", "storageclass"),
          Map.entry("sts", "statefulset"),
          Map.entry("svc", "service"));

  private ResourceTypes() {}

  /** All types of the cluster in their order; one look into the index for each, however many rows there are. */
  static List<ResourceType> all(Database database) {
    return database.read(tx -> inOrder(tx, database, RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.TYPE));
  }

  /** All types that there are or were. */
  private static List<ResourceType> everStored(Database database) {
    return database.read(
        tx -> {
          Set<ResourceType> types = new LinkedHashSet<>(all(database));
          types.addAll(inOrder(tx, database, RESOURCE_HISTORY.CLUSTER_ID, RESOURCE_HISTORY.TYPE));
          return types.stream().sorted(Comparator.comparing(ResourceType::toString)).toList();
        });
  }

  /** Those of the stored types that the text names, the core group first. */
  static List<ResourceType> named(Database database, String text) {
    return named(all(database), text);
  }

  /** Those of the types that there are or were which the text names. */
  static List<ResourceType> everNamed(Database database, String text) {
    return named(everStored(database), text);
  }

  private static List<ResourceType> named(List<ResourceType> types, String text) {
    String asked = text.toLowerCase(Locale.ROOT);
    int dot = asked.indexOf('.');
    String kind = dot < 0 ? asked : asked.substring(0, dot);
    String group = dot < 0 ? null : asked.substring(dot + 1);
    String full = SHORT_NAMES.getOrDefault(kind, kind);
    return types.stream()
        .filter(type -> isKind(type.kind().toLowerCase(Locale.ROOT), full))
        .filter(type -> group == null || type.group().toLowerCase(Locale.ROOT).equals(group))
        .toList();
  }

  private static boolean isKind(String kind, String asked) {
    return asked.equals(kind)
        || asked.equals(kind + "s")
        || asked.equals(kind + "es")
        || (kind.endsWith("y") && asked.equals(kind.substring(0, kind.length() - 1) + "ies"));
  }

  private static List<ResourceType> inOrder(
      DSLContext tx,
      Database database,
      TableField<?, ClusterId> cluster,
      TableField<?, ResourceType> type) {
    List<ResourceType> types = new ArrayList<>();
    ResourceType next = firstAfter(tx, cluster.eq(database.cluster()), type);
    while (next != null) {
      types.add(next);
      next = firstAfter(tx, cluster.eq(database.cluster()).and(type.gt(next)), type);
    }
    return types;
  }

  private static @Nullable ResourceType firstAfter(
      DSLContext tx, Condition condition, TableField<?, ResourceType> type) {
    return tx.select(min(type)).from(type.getTable()).where(condition).fetchSingle().value1();
  }
}
