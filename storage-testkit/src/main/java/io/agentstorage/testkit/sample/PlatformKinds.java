// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** The cluster-scoped objects of a platform, its custom resource definitions, and one of each rarer kind. */
final class PlatformKinds {
  private static final Tags LABELS =
      Tags.of("app.kubernetes.io/managed-by", "platform", "team", "platform");

  private final Batch batch;

  private PlatformKinds(Batch batch) {
    this.batch = batch;
  }

  static void add(Batch batch) {
    PlatformKinds kinds = new PlatformKinds(batch);
    kinds.permissions();
    kinds.storage();
    kinds.api();
    kinds.definitions();
    kinds.operators();
  }

  private void permissions() {
    Tags bootstrap = Tags.of("kubernetes.io/bootstrapping", "rbac-defaults");
    Tags update = Tags.of("rbac.authorization.kubernetes.io/autoupdate", "true");
    Body read = AppConfig.role("pods", "get", "list", "watch");
    for (String role :
        List.of(
            "admin",
            "cluster-admin",
            "edit",
            "view",
            "system:aggregate-to-view",
            "system:coredns",
            "system:kube-scheduler",
            "system:node",
            "system:node-reader",
            "system:controller:job-controller",
            "system:controller:replicaset-controller")) {
      batch.add(SampleKind.CLUSTER_ROLE, role, bootstrap, update, read);
      if (role.startsWith("system:")) {
        Body binding = AppConfig.binding("ClusterRole", role, "default");
        batch.add(SampleKind.CLUSTER_ROLE_BINDING, role, bootstrap, update, binding);
      }
    }
  }

  private void storage() {
    Body provisioner = self -> Fields.of("provisioner", "ebs.csi.aws.com");
    Tags standard = Tags.of("storageclass.kubernetes.io/is-default-class", "true");
    batch.add(SampleKind.STORAGE_CLASS, "gp3", null, standard, provisioner);
    batch.add(SampleKind.STORAGE_CLASS, "io2", LABELS, null, provisioner);
    batch.add(
        SampleKind.CSI_DRIVER, "ebs.csi.aws.com", null, null, Body.spec("attachRequired", true));
    plain(SampleKind.VOLUME_SNAPSHOT_CLASS, "ebs", Body.NONE);
  }

  private void api() {
    for (String name : List.of("system-cluster-critical", "system-node-critical", "batch-low")) {
      batch.add(SampleKind.PRIORITY_CLASS, name, null, null, self -> Fields.of("value", 1_000_000));
    }
    for (String name : List.of("catch-all", "service-accounts", "system-nodes")) {
      batch.add(SampleKind.FLOW_SCHEMA, name, null, null, Body.spec("matchingPrecedence", 900));
      batch.add(
          SampleKind.PRIORITY_LEVEL_CONFIGURATION, name, null, null, Body.spec("type", "Limited"));
    }
    plain(SampleKind.RUNTIME_CLASS, "gvisor", self -> Fields.of("handler", "runsc"));
    plain(SampleKind.INGRESS_CLASS, "nginx", Body.spec("controller", "k8s.io/ingress-nginx"));
    plain(SampleKind.API_SERVICE, "v1beta1.metrics.k8s.io", Body.spec("groupPriorityMinimum", 100));
    plain(SampleKind.VALIDATING_WEBHOOK_CONFIGURATION, "cert-manager-webhook", Body.NONE);
    plain(SampleKind.MUTATING_WEBHOOK_CONFIGURATION, "istio-sidecar-injector", Body.NONE);
  }

  private void definitions() {
    for (SampleKind kind : SampleKind.values()) {
      if (kind.custom()) {
        String group = kind.type().group();
        Fields names = Fields.of("kind", kind.kind(), "plural", kind.plural());
        plain(
            SampleKind.CUSTOM_RESOURCE_DEFINITION,
            kind.plural() + "." + group,
            Body.spec(
                "group",
                group,
                "names",
                names,
                "scope",
                kind.namespaced() ? "Namespaced" : "Cluster",
                "versions",
                List.of(Fields.of("name", kind.version(), "served", true, "storage", true))));
      }
    }
  }

  private void operators() {
    plain(SampleKind.CLUSTER_ISSUER, "letsencrypt", Body.spec("acme", Fields.NONE));
    plain(SampleKind.CLUSTER_SECRET_STORE, "vault", Body.spec("provider", Fields.NONE));
    plain(SampleKind.NODE_POOL, "general", Body.spec("limits", Fields.of("cpu", "2000")));
    plain(SampleKind.NODE_POOL, "spot", Body.spec("limits", Fields.of("cpu", "1000")));
    plain(SampleKind.EC2_NODE_CLASS, "default", Body.spec("amiFamily", "AL2023"));
    plain(SampleKind.CLUSTER_POLICY, "require-team", Body.spec("background", true));
    in("argocd", SampleKind.APP_PROJECT, "default", Body.spec("sourceRepos", List.of("*")));
    in("kube-system", SampleKind.GATEWAY, "public", Body.spec("servers", List.of()));
    in("kube-system", SampleKind.ROUTE_GATEWAY, "public", Body.spec("gatewayClassName", "istio"));
    in("kube-system", SampleKind.ISSUER, "self-signed", Body.spec("selfSigned", Fields.NONE));
    in("kube-system", SampleKind.GIT_REPOSITORY, "fleet", Body.spec("interval", "5m"));
    in("kube-system", SampleKind.KUSTOMIZATION, "fleet", Body.spec("path", "./clusters/main"));
    in("kube-system", SampleKind.BACKUP_SCHEDULE, "nightly", Body.spec("schedule", "0 2 * * *"));
    in("monitoring", SampleKind.SERVERLESS_SERVICE, "hooks", Body.spec("template", Fields.NONE));
    in("monitoring", SampleKind.POSTGRES_CLUSTER, "grafana", Body.spec("instances", 3));
  }

  private void plain(SampleKind kind, String name, Body body) {
    batch.add(kind, name, LABELS, null, body);
  }

  private void in(String namespace, SampleKind kind, String name, Body body) {
    batch.add(kind, namespace, name, LABELS, Tags.of("example.com/owner", "Platform"), body);
  }
}
