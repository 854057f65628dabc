// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** Configuration, secrets (without content) and permissions of an application. */
final class AppConfig {
  private AppConfig() {}

  static void add(App app) {
    String name = app.name();
    app.add(SampleKind.SERVICE_ACCOUNT, Body.NONE);
    for (int i = 1 + app.dice().below(4); i > 0; i--) {
      app.add(SampleKind.CONFIG_MAP, name + "-config-" + i, settings(name, i));
    }
    for (String use : List.of("credentials", "tokens", "registry")) {
      app.add(SampleKind.SECRET, name + "-" + use, secret("Opaque"));
    }
    if (app.dice().percent(15)) {
      // Somebody removed all labels and annotations and left the empty maps behind.
      app.batch()
          .add(
              SampleKind.SECRET,
              app.space().name(),
              name + "-old",
              Tags.EMPTY,
              Tags.EMPTY,
              secret("Opaque"));
    }
    if (app.dice().percent(80)) {
      app.add(SampleKind.ROLE, role("configmaps", "get", "list", "watch"));
      app.add(SampleKind.ROLE_BINDING, binding("Role", name, name));
    }
    if (app.dice().percent(60)) {
      app.add(
          SampleKind.EXTERNAL_SECRET,
          name + "-credentials",
          Body.spec(
              "refreshInterval",
              "1h",
              "secretStoreRef",
              Fields.of("kind", "ClusterSecretStore", "name", "vault")));
    } else {
      app.add(
          SampleKind.SEALED_SECRET,
          name + "-tokens",
          Body.spec("encryptedData", Fields.NONE, "template", Fields.of("type", "Opaque")));
    }
  }

  static Body settings(String name, int number) {
    return self ->
        Fields.of(
            "data",
            Fields.of(
                "application.properties",
                "service=" + name + "\nprofile=" + number + "\nlog.level=info\n"));
  }

  /** No secret has content: the sample is published. */
  static Body secret(String type) {
    return self -> Fields.of("type", type);
  }

  static Body role(String resource, String... verbs) {
    Fields rule =
        Fields.of(
            "apiGroups", List.of(""), "resources", List.of(resource), "verbs", List.of(verbs));
    return self -> Fields.of("rules", List.of(rule));
  }

  static Body binding(String roleKind, String role, String account) {
    return self ->
        Fields.of(
            "roleRef",
            Fields.of("apiGroup", "rbac.authorization.k8s.io", "kind", roleKind, "name", role),
            "subjects",
            List.of(Fields.of("kind", "ServiceAccount", "name", account)));
  }
}
