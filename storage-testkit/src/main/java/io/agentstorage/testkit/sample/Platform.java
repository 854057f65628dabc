// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** What a cluster has before the first team comes: the objects of its operators and its own namespaces. */
final class Platform {
  private static final List<String> SPACES =
      List.of(
          "default",
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "argocd",
          "monitoring",
          "streaming");

  private final Batch batch;
  private final Nodes nodes;

  Platform(Batch batch, Nodes nodes) {
    this.batch = batch;
    this.nodes = nodes;
  }

  void add() {
    for (String name : SPACES) {
      Spaces.add(batch, Space.ofPlatform(name), dice(name));
    }
    PlatformKinds.add(batch);
    for (String name : List.of("aws-node", "kube-proxy", "ebs-csi-node", "node-exporter")) {
      daemonSet(Space.ofPlatform("kube-system"), name);
    }
    for (int i = 0; i < 3; i++) {
      nodes.add();
    }
    deployment("kube-system", "coredns", 2);
    deployment("kube-system", "metrics-server", 2);
    deployment("argocd", "argocd-server", 2);
    deployment("argocd", "argocd-repo-server", 3);
    deployment("monitoring", "grafana", 1);
    App prometheus = app(Space.ofPlatform("monitoring"), "prometheus");
    Apps.statefulSet(prometheus, nodes.count());
    prometheus.add(SampleKind.PROMETHEUS, Body.spec("replicas", 2, "retention", "15d"));
    App bus = app(Space.ofPlatform("streaming"), "event-bus");
    Apps.statefulSet(bus, nodes.count());
    Apps.kafka(bus);
  }

  private void deployment(String space, String name, int replicas) {
    App app = app(Space.ofPlatform(space), name);
    AppConfig.add(app);
    Apps.deployment(app, replicas, nodes.count());
  }

  private void daemonSet(Space space, String name) {
    App app = app(space, name);
    AppConfig.add(app);
    SampleObject set =
        app.add(
            SampleKind.DAEMON_SET,
            Body.spec(
                "selector", app.selector(), "template", app.template().template(app.podLabels())));
    nodes.run(
        set,
        app.podLabels()
            .with("controller-revision-hash", Text.templateHash(set.bits()))
            .with("pod-template-generation", "1"),
        app.template());
  }

  private App app(Space space, String name) {
    return new App(batch, space, name, "platform", dice(name));
  }

  private Dice dice(String name) {
    // String.hashCode is fixed by the language's specification.
    return new Dice(batch.seed(), Part.PLATFORM, name.hashCode());
  }
}
