// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** Adds a namespace and what comes with one before anything runs in it. */
final class Spaces {
  private Spaces() {}

  static void add(Batch batch, Space space, Dice dice) {
    String name = space.name();
    batch.add(
        SampleKind.NAMESPACE,
        name,
        space.charge(Tags.of("kubernetes.io/metadata.name", name)),
        Tags.of(
            "example.com/owner",
            space.owner(),
            "example.com/purpose",
            space.product() + " – " + space.env() + " ✓"),
        self ->
            Fields.of(
                "spec",
                Fields.of("finalizers", List.of("kubernetes")),
                "status",
                Fields.of("phase", "Active")));
    batch.add(SampleKind.SERVICE_ACCOUNT, name, "default", null, null, Body.NONE);
    batch.add(
        SampleKind.CONFIG_MAP,
        name,
        "kube-root-ca.crt",
        null,
        Tags.of(
            "kubernetes.io/description",
            "Contains a CA bundle that can be used to verify the kube-apiserver."),
        self -> Fields.of("data", Fields.of("ca.crt", "")));
    Tags labels =
        space.charge(Tags.of("app.kubernetes.io/managed-by", "platform", "tier", "namespace"));
    Tags annotations = Tags.of("example.com/owner", space.owner());
    batch.add(
        SampleKind.NETWORK_POLICY,
        name,
        "default-deny",
        labels,
        annotations,
        Body.spec("podSelector", Fields.NONE, "policyTypes", List.of("Ingress", "Egress")));
    batch.add(
        SampleKind.ROLE_BINDING,
        name,
        "team-edit",
        labels,
        annotations,
        AppConfig.binding("ClusterRole", "edit", "default"));
    if (dice.percent(75)) {
      limits(batch, name, labels, annotations);
    }
  }

  private static void limits(Batch batch, String name, Tags labels, Tags annotations) {
    Fields request = Fields.of("cpu", "100m", "memory", "128Mi");
    batch.add(
        SampleKind.LIMIT_RANGE,
        name,
        "defaults",
        labels,
        annotations,
        Body.spec("limits", List.of(Fields.of("defaultRequest", request, "type", "Container"))));
    batch.add(
        SampleKind.RESOURCE_QUOTA,
        name,
        "compute",
        labels,
        annotations,
        Body.spec("hard", Fields.of("pods", "500", "requests.cpu", "200")));
  }
}
