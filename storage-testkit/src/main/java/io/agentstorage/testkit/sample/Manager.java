// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** What brought an application into the cluster; each leaves its own annotations on every object. */
enum Manager {
  HELM("Helm"),
  ARGO("argocd"),
  FLUX("flux"),
  KUBECTL("kubectl");

  private final String label;

  Manager(String label) {
    this.label = label;
  }

  /** The value of {@code app.kubernetes.io/managed-by}. */
  String label() {
    return label;
  }

  /** The annotations that all objects of an application get. */
  Tags annotations(Space space, String app) {
    return switch (this) {
      case HELM ->
          Tags.of("meta.helm.sh/release-name", app, "meta.helm.sh/release-namespace", space.name());
      case ARGO -> Tags.of("argocd.argoproj.io/sync-wave", "0", "argocd.argoproj.io/instance", app);
      case FLUX ->
          Tags.of(
              "kustomize.toolkit.fluxcd.io/checksum",
              Text.hex(Dice.mix(app.hashCode()), 40),
              "kustomize.toolkit.fluxcd.io/ssa",
              "Merge");
      case KUBECTL ->
          Tags.of("example.com/change", "applied by hand", "example.com/reviewed", "no");
    };
  }
}
