// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** Scaling, availability, monitoring and delivery of an application. */
final class AppOperations {
  private final App app;
  private final Fields target;

  /** The target is the workload's kind, {@code Deployment} for one. */
  AppOperations(App app, SampleKind workload) {
    this.app = app;
    this.target = Fields.of("apiVersion", "apps/v1", "kind", workload.kind(), "name", app.name());
  }

  void add() {
    scaling();
    app.add(
        SampleKind.POD_DISRUPTION_BUDGET,
        Body.spec("maxUnavailable", 1, "selector", app.selector()));
    if (app.dice().percent(75)) {
      Body monitor =
          Body.spec("endpoints", List.of(Fields.of("port", "http")), "selector", app.selector());
      app.add(SampleKind.SERVICE_MONITOR, monitor);
      app.add(SampleKind.PROMETHEUS_RULE, Body.spec("groups", List.of()));
    }
    delivery();
    event();
  }

  private void scaling() {
    switch (app.dice().below(4)) {
      case 0 ->
          app.add(
              SampleKind.SCALED_OBJECT, Body.spec("maxReplicaCount", 50, "scaleTargetRef", target));
      case 1 -> app.add(SampleKind.VERTICAL_POD_AUTOSCALER, Body.spec("targetRef", target));
      case 2 -> {
        // A fixed number of pods.
      }
      default ->
          app.add(
              SampleKind.HORIZONTAL_POD_AUTOSCALER,
              Body.spec("maxReplicas", 200, "minReplicas", 1, "scaleTargetRef", target));
    }
  }

  private void delivery() {
    String space = app.space().name();
    if (app.manager() == Manager.ARGO) {
      app.batch()
          .add(
              SampleKind.APPLICATION,
              "argocd",
              space + "-" + app.name(),
              app.labels(),
              app.annotations(),
              Body.spec("destination", Fields.of("namespace", space), "project", "default"));
    } else if (app.manager() != Manager.KUBECTL) {
      app.add(
          SampleKind.HELM_RELEASE,
          Body.spec("chart", Fields.of("spec", Fields.of("chart", app.name())), "interval", "10m"));
    }
  }

  private void event() {
    String space = app.space().name();
    app.batch()
        .add(
            SampleKind.EVENT,
            space,
            app.name() + "." + Text.hex(app.batch().nextBits(), 16),
            null,
            null,
            self ->
                Fields.of(
                    "count",
                    1 + Dice.below(self.bits(), 40),
                    "involvedObject",
                    target.and("namespace", space),
                    "message",
                    "Scaled " + app.name(),
                    "reason",
                    "ScalingReplicaSet",
                    "type",
                    "Normal"));
  }
}
