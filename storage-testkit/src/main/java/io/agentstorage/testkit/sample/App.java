// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** What the objects of one application have in common, and how they are added. Not thread-safe. */
final class App {
  private final Batch batch;
  private final Space space;
  private final String name;
  private final Dice dice;
  private final Manager manager;
  private final PodTemplate template;
  private final Tags podLabels;
  private final Tags labels;
  private final Tags annotations;

  App(Batch batch, Space space, String name, String component, Dice dice) {
    this.batch = batch;
    this.space = space;
    this.name = name;
    this.dice = dice;
    this.manager = dice.pick(Manager.values());
    String version = (1 + dice.below(4)) + "." + dice.below(30) + "." + dice.below(10);
    String image = "registry.example.com/" + space.product() + "/" + name + ":" + version;
    int variables = manager == Manager.KUBECTL && dice.percent(50) ? 30 + dice.below(60) : 0;
    this.template = PodTemplate.of(name, image, variables, dice);
    this.podLabels =
        space
            .charge(Tags.EMPTY)
            .with("app.kubernetes.io/name", name)
            .with("app.kubernetes.io/instance", name + "-" + space.env())
            .with("app.kubernetes.io/component", component)
            .with("app.kubernetes.io/part-of", space.product());
    this.labels =
        podLabels
            .with("app.kubernetes.io/managed-by", manager.label())
            .with("app.kubernetes.io/version", version);
    this.annotations =
        manager
            .annotations(space, name)
            .with("example.com/owner", space.owner())
            .with("example.com/runbook", "https://runbooks.example.com/" + name);
  }

  Batch batch() {
    return batch;
  }

  Space space() {
    return space;
  }

  String name() {
    return name;
  }

  Dice dice() {
    return dice;
  }

  PodTemplate template() {
    return template;
  }

  /** Of the deployment, the service, the configuration and the rest, all the same. */
  Tags labels() {
    return labels;
  }

  Tags annotations() {
    return annotations;
  }

  /** What brought it into the cluster. */
  Manager manager() {
    return manager;
  }

  /** Of pods, before a controller adds its own. */
  Tags podLabels() {
    return podLabels;
  }

  /** What selects its pods. */
  Fields selector() {
    return Fields.of("matchLabels", matchLabels());
  }

  Fields matchLabels() {
    return Fields.of("app.kubernetes.io/name", name);
  }

  /** Adds an object with the common labels and annotations. */
  SampleObject add(SampleKind kind, String objectName, Body body) {
    return batch.add(kind, space.name(), objectName, labels, annotations, body);
  }

  /** Adds an object of the application's own name. */
  SampleObject add(SampleKind kind, Body body) {
    return add(kind, name, body);
  }
}
