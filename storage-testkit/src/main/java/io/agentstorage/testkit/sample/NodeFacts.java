// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** What one node is: its size, its place, and whether it was bought on the spot market. */
final class NodeFacts {
  private static final String[] TYPES = {
    "m6i.2xlarge", "m6i.4xlarge", "c7i.4xlarge", "r6a.8xlarge"
  };
  private static final int[] PROCESSORS = {8, 16, 16, 32};
  private static final int[] GIBIBYTES = {32, 64, 32, 256};

  private final String name;
  private final String address;
  private final int size;
  private final String zone;
  private final boolean spot;
  private final String machine;

  private NodeFacts(
      String name, String address, int size, String zone, boolean spot, String machine) {
    this.name = name;
    this.address = address;
    this.size = size;
    this.zone = zone;
    this.spot = spot;
    this.machine = machine;
  }

  static NodeFacts of(long seed, long index, Dice dice) {
    return new NodeFacts(
        Address.nodeName(seed, index),
        Address.ofNode(seed, index),
        dice.below(TYPES.length),
        dice.pick(Words.ZONES),
        dice.percent(30),
        "i-0" + Text.hex(dice.next(), 16));
  }

  String name() {
    return name;
  }

  boolean spot() {
    return spot;
  }

  Tags labels() {
    return claimLabels()
        .with("beta.kubernetes.io/arch", "amd64")
        .with("failure-domain.beta.kubernetes.io/zone", zone)
        .with("kubernetes.io/arch", "amd64")
        .with("kubernetes.io/hostname", name)
        .with("kubernetes.io/os", "linux")
        .with("topology.kubernetes.io/region", "eu-central-1");
  }

  Tags claimLabels() {
    return Tags.of(
        "karpenter.sh/capacity-type",
        spot ? "spot" : "on-demand",
        "karpenter.sh/nodepool",
        spot ? "spot" : "general",
        "node.kubernetes.io/instance-type",
        TYPES[size],
        "topology.kubernetes.io/zone",
        zone);
  }

  Tags annotations() {
    return Tags.of(
        "alpha.kubernetes.io/provided-node-ip",
        address,
        "csi.volume.kubernetes.io/nodeid",
        "{\"ebs.csi.aws.com\":\"" + machine + "\"}",
        "node.alpha.kubernetes.io/ttl",
        "0",
        "volumes.kubernetes.io/controller-managed-attach-detach",
        "true");
  }

  Body body() {
    return self ->
        Fields.of(
            "spec",
            Fields.of("providerID", "aws:///" + zone + "/" + machine),
            "status",
            Fields.of(
                "addresses",
                List.of(
                    Fields.of("address", address, "type", "InternalIP"),
                    Fields.of("address", name, "type", "Hostname")),
                "allocatable",
                resources(PROCESSORS[size] * 1000 - 80, GIBIBYTES[size] * 1024 - 1500),
                "capacity",
                resources(PROCESSORS[size] * 1000, GIBIBYTES[size] * 1024),
                "nodeInfo",
                Fields.of(
                    "architecture", "amd64",
                    "containerRuntimeVersion", "containerd://1.7.27",
                    "kubeletVersion", "v1.33.4",
                    "operatingSystem", "linux")));
  }

  /** The order by which the node was bought. */
  Body claim() {
    return self ->
        Fields.of(
            "spec",
            Fields.of("nodeClassRef", Fields.of("kind", "EC2NodeClass", "name", "default")),
            "status",
            Fields.of("nodeName", name, "providerID", "aws:///" + zone + "/" + machine));
  }

  private static Fields resources(int millis, int mebibytes) {
    return Fields.of("cpu", millis + "m", "memory", mebibytes + "Mi", "pods", "110");
  }
}
