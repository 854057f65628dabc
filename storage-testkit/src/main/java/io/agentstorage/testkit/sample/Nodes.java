// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.ArrayList;
import java.util.List;

/** Makes the nodes one after another, and on each the pods of the daemon sets. Not thread-safe. */
final class Nodes {
  private final Batch batch;
  private final List<Daemon> daemons = new ArrayList<>();
  private long count;

  private record Daemon(SampleObject set, Tags labels, PodTemplate template) {}

  Nodes(Batch batch) {
    this.batch = batch;
  }

  /** From now on each node has a pod of this daemon set. */
  void run(SampleObject daemonSet, Tags podLabels, PodTemplate template) {
    daemons.add(new Daemon(daemonSet, podLabels, template));
  }

  /** How many there are, at least one. */
  long count() {
    return count;
  }

  void add() {
    long index = count++;
    Dice dice = new Dice(batch.seed(), Part.NODE, index);
    NodeFacts facts = NodeFacts.of(batch.seed(), index, dice);
    String name = facts.name();
    SampleObject node =
        batch.add(SampleKind.NODE, name, facts.labels(), facts.annotations(), facts.body());
    batch.add(
        SampleKind.LEASE,
        "kube-node-lease",
        name,
        null,
        null,
        node,
        Body.spec("holderIdentity", name, "leaseDurationSeconds", 40));
    batch.add(SampleKind.CSI_NODE, null, name, null, null, node, drivers(name));
    if (facts.spot()) {
      String claim = "spot-" + Text.hex(dice.next(), 4) + "-" + index;
      batch.add(SampleKind.NODE_CLAIM, claim, facts.claimLabels(), null, facts.claim());
    }
    for (Daemon daemon : daemons) {
      addPod(daemon, index);
    }
  }

  private void addPod(Daemon daemon, long node) {
    SampleObject set = daemon.set();
    long seed = batch.seed();
    batch.add(
        SampleKind.POD,
        set.namespace(),
        set.name() + "-" + Text.suffix(set.bits(), (int) node),
        daemon.labels(),
        null,
        set,
        self -> daemon.template().pod(self, seed, node));
  }

  private static Body drivers(String node) {
    return Body.spec("drivers", List.of(Fields.of("name", "ebs.csi.aws.com", "nodeID", node)));
  }
}
