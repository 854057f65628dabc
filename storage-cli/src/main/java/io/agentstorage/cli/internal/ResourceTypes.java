// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.jooq.impl.DSL.min;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
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
    return database.read(
        tx -> {
          List<ResourceType> types = new ArrayList<>();
          ResourceType next = firstAfter(tx, database, null);
          while (next != null) {
            types.add(next);
            next = firstAfter(tx, database, next);
          }
          return types;
        });
  }

  /** Those of the stored types that the text names, the core group first. */
  static List<ResourceType> named(Database database, String text) {
    String asked = text.toLowerCase(Locale.ROOT);
    int dot = asked.indexOf('.');
    String kind = dot < 0 ? asked : asked.substring(0, dot);
    String group = dot < 0 ? null : asked.substring(dot + 1);
    String full = SHORT_NAMES.getOrDefault(kind, kind);
    return all(database).stream()
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

  private static @Nullable ResourceType firstAfter(
      DSLContext tx, Database database, @Nullable ResourceType last) {
    Condition cluster = RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster());
    return tx.select(min(RESOURCE_TAGS.TYPE))
        .from(RESOURCE_TAGS)
        .where(last == null ? cluster : cluster.and(RESOURCE_TAGS.TYPE.gt(last)))
        .fetchSingle()
        .value1();
  }
}
