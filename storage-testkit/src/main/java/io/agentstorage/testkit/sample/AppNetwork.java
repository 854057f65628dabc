// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** How an application is reached: its service, and what leads to it. */
final class AppNetwork {
  private final App app;
  private final String name;
  private final String host;

  AppNetwork(App app) {
    this.app = app;
    this.name = app.name();
    this.host = name + "." + app.space().name() + ".example.com";
  }

  void add() {
    app.add(SampleKind.NETWORK_POLICY, Body.spec("podSelector", app.selector()));
    if (app.dice().percent(65)) {
      service();
      entrance();
    }
  }

  private void service() {
    SampleObject service =
        app.add(
            SampleKind.SERVICE,
            self ->
                Fields.of(
                    "spec",
                    Fields.of(
                        "clusterIP",
                        "172.20." + (self.bits() & 255) + "." + (self.bits() >> 8 & 255),
                        "ports",
                        List.of(Fields.of("port", 80, "protocol", "TCP", "targetPort", 8080)),
                        "selector",
                        app.matchLabels(),
                        "type",
                        "ClusterIP")));
    app.add(SampleKind.ENDPOINTS, Body.NONE);
    app.batch()
        .add(
            SampleKind.ENDPOINT_SLICE,
            app.space().name(),
            name + "-" + Text.suffix(app.dice().next(), 0),
            app.labels()
                .with("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .with("kubernetes.io/service-name", name),
            null,
            service,
            self -> Fields.of("addressType", "IPv4", "endpoints", List.of()));
  }

  private void entrance() {
    switch (app.dice().below(4)) {
      case 0 -> ingress();
      case 1 -> mesh();
      case 2 ->
          app.add(
              SampleKind.HTTP_ROUTE,
              Body.spec(
                  "hostnames", List.of(host), "parentRefs", List.of(Fields.of("name", "public"))));
      default -> {
        // Reached from inside the cluster only.
      }
    }
  }

  private void ingress() {
    app.add(
        SampleKind.INGRESS,
        Body.spec(
            "ingressClassName",
            "nginx",
            "rules",
            List.of(Fields.of("host", host)),
            "tls",
            List.of(Fields.of("hosts", List.of(host), "secretName", name + "-tls"))));
    app.add(
        SampleKind.CERTIFICATE,
        Body.spec(
            "dnsNames",
            List.of(host),
            "issuerRef",
            Fields.of("kind", "ClusterIssuer", "name", "letsencrypt"),
            "secretName",
            name + "-tls"));
    app.add(SampleKind.SECRET, name + "-tls", AppConfig.secret("kubernetes.io/tls"));
  }

  private void mesh() {
    app.add(
        SampleKind.VIRTUAL_SERVICE,
        Body.spec("gateways", List.of("kube-system/public"), "hosts", List.of(host)));
    app.add(SampleKind.DESTINATION_RULE, Body.spec("host", name));
  }
}
