// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** Adds whole applications, each of the sort that the dice say. */
final class Apps {
  /** How many pods deployments have: most few, some many. */
  private static final int[] REPLICAS = {
    1, 2, 3, 6, 10, 16, 20, 20, 20, 24, 30, 40, 40, 60, 80, 160
  };

  private Apps() {}

  static void add(App app, long nodes) {
    int sort = app.dice().below(50);
    AppConfig.add(app);
    if (sort < 43) {
      deployment(app, app.dice().pick(REPLICAS), nodes);
    } else if (sort < 46) {
      new AppPods(app, nodes).cronJob();
    } else {
      statefulSet(app, nodes);
      if (sort == 48) {
        kafka(app);
      } else if (sort == 49) {
        app.add(SampleKind.POSTGRES_CLUSTER, Body.spec("instances", 3, "storage", disk()));
      }
    }
  }

  static void deployment(App app, int replicas, long nodes) {
    new AppPods(app, nodes).deployment(replicas);
    new AppNetwork(app).add();
    new AppOperations(app, SampleKind.DEPLOYMENT).add();
  }

  static void statefulSet(App app, long nodes) {
    int replicas = 1 + app.dice().below(5);
    new AppPods(app, nodes).statefulSet(replicas);
    AppStorage.add(app, replicas, nodes);
    new AppNetwork(app).add();
    new AppOperations(app, SampleKind.STATEFUL_SET).add();
  }

  static void kafka(App app) {
    app.add(SampleKind.KAFKA, Body.spec("kafka", Fields.of("replicas", 3, "version", "3.9.0")));
    for (String topic : List.of("created", "changed", "deleted")) {
      app.add(
          SampleKind.KAFKA_TOPIC,
          app.name() + "." + topic,
          Body.spec("partitions", 12, "replicas", 3));
    }
  }

  static Fields disk() {
    return Fields.of("size", "100Gi");
  }
}
