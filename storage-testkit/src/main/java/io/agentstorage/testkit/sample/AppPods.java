// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** The controllers of an application and the pods they make. */
final class AppPods {
  private static final String CHECKSUM = "checksum/config";
  private static final String POD_ADDRESS = "cni.projectcalico.org/podIP";

  private final App app;
  private final long seed;
  private final long nodes;
  private final Tags annotations;
  private final Body podBody;

  /** Its pods run on any of the first so many nodes. */
  AppPods(App app, long nodes) {
    this.app = app;
    this.seed = app.batch().seed();
    this.nodes = nodes;
    Tags base =
        Tags.of(
            CHECKSUM,
            Text.hex(app.dice().next(), 64),
            "prometheus.io/port",
            "8080",
            "prometheus.io/scrape",
            "true");
    this.annotations =
        app.dice().percent(20)
            ? base.with("kubectl.kubernetes.io/restartedAt", "2025-09-14T08:30:00Z")
            : base;
    this.podBody = body(app.template());
  }

  /** A deployment, its replica set, their pods, and now and then the replica set of the version before. */
  void deployment(int replicas) {
    SampleObject deployment = workload(SampleKind.DEPLOYMENT, deploymentSpec(replicas));
    replicaSet(deployment, replicas);
    if (app.dice().percent(15)) {
      replicaSet(deployment, 0);
    }
  }

  /** A stateful set: the labels of each pod are its own, as one of them is its name. */
  SampleObject statefulSet(int replicas) {
    SampleObject set =
        workload(SampleKind.STATEFUL_SET, deploymentSpec(replicas).and("serviceName", app.name()));
    String revision = app.name() + "-" + Text.templateHash(app.dice().next());
    app.batch()
        .add(
            SampleKind.CONTROLLER_REVISION,
            app.space().name(),
            revision,
            app.podLabels(),
            null,
            set,
            self -> Fields.of("revision", 1));
    for (int i = 0; i < replicas; i++) {
      String pod = app.name() + "-" + i;
      Tags labels =
          app.podLabels()
              .with("apps.kubernetes.io/pod-index", Integer.toString(i))
              .with("controller-revision-hash", revision)
              .with("statefulset.kubernetes.io/pod-name", pod);
      pod(set, pod, labels, podBody);
    }
    return set;
  }

  /** A cron job, two runs of it, and the pod of each. */
  void cronJob() {
    PodTemplate template = app.template().finishing();
    Fields job = Fields.of("template", template.template(app.podLabels()));
    SampleObject cron =
        workload(
            SampleKind.CRON_JOB,
            Fields.of(
                "jobTemplate",
                Fields.of("spec", job),
                "schedule",
                app.dice().below(60) + " " + app.dice().below(24) + " * * *"));
    long run = 29_300_000L + app.dice().below(100_000);
    for (int i = 0; i < 2; i++) {
      String name = app.name() + "-" + (run + i * 1440L);
      SampleObject made =
          app.batch()
              .add(
                  SampleKind.JOB,
                  app.space().name(),
                  name,
                  app.podLabels(),
                  app.annotations(),
                  cron,
                  self -> Fields.of("spec", job, "status", Fields.of("succeeded", 1)));
      Tags labels =
          app.podLabels()
              .with("batch.kubernetes.io/controller-uid", made.uid())
              .with("batch.kubernetes.io/job-name", name);
      pod(made, name + "-" + Text.suffix(made.bits(), 0), labels, body(template));
    }
  }

  private void replicaSet(SampleObject deployment, int replicas) {
    String hash = Text.templateHash(app.dice().next());
    Tags labels = app.podLabels().with("pod-template-hash", hash);
    String name = app.name() + "-" + hash;
    Fields spec = deploymentSpec(replicas);
    SampleObject set =
        app.batch()
            .add(
                SampleKind.REPLICA_SET,
                app.space().name(),
                name,
                labels,
                app.annotations().with("deployment.kubernetes.io/revision", "2"),
                deployment,
                self -> Fields.of("spec", spec, "status", status(replicas)));
    long offset = app.dice().next();
    for (int i = 0; i < replicas; i++) {
      pod(set, name + "-" + Text.suffix(offset, i), labels, podBody);
    }
  }

  private void pod(SampleObject owner, String name, Tags labels, Body body) {
    app.batch()
        .add(
            SampleKind.POD,
            app.space().name(),
            name,
            labels,
            annotations.with(POD_ADDRESS, Address.ofPod(app.batch().nextBits()) + "/32"),
            owner,
            body);
  }

  private SampleObject workload(SampleKind kind, Fields spec) {
    Tags own = app.annotations();
    if (kind == SampleKind.DEPLOYMENT) {
      own = own.with("deployment.kubernetes.io/revision", "2");
    }
    if (app.manager() == Manager.KUBECTL) {
      String space = app.space().name();
      own = own.with(LastApplied.KEY, LastApplied.of(kind, space, app.name(), app.labels(), spec));
    }
    return app.batch()
        .add(
            kind,
            app.space().name(),
            app.name(),
            app.labels(),
            own,
            self -> Fields.of("spec", spec));
  }

  private Fields deploymentSpec(int replicas) {
    return Fields.of(
        "replicas",
        replicas,
        "selector",
        app.selector(),
        "template",
        app.template().template(app.podLabels()));
  }

  private static Fields status(int replicas) {
    return Fields.of("readyReplicas", replicas, "replicas", replicas);
  }

  private Body body(PodTemplate template) {
    return self -> template.pod(self, seed, Dice.below(Dice.mix(self.bits()), (int) nodes));
  }
}
