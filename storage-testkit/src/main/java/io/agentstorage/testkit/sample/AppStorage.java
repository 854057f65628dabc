// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.List;

/** The disks of a stateful set: a claim for each pod, its volume, and where that is attached. */
final class AppStorage {
  private AppStorage() {}

  static void add(App app, int replicas, long nodes) {
    String size = (1 << (3 + app.dice().below(7))) + "Gi";
    for (int i = 0; i < replicas; i++) {
      addDisk(app, "data-" + app.name() + "-" + i, size, nodes);
    }
    app.add(
        SampleKind.VOLUME_SNAPSHOT,
        "data-" + app.name() + "-0",
        Body.spec("source", Fields.of("persistentVolumeClaimName", "data-" + app.name() + "-0")));
  }

  private static void addDisk(App app, String name, String size, long nodes) {
    Batch batch = app.batch();
    Fields capacity = Fields.of("storage", size);
    SampleObject claim =
        batch.add(
            SampleKind.PERSISTENT_VOLUME_CLAIM,
            app.space().name(),
            name,
            app.podLabels(),
            Tags.of("volume.kubernetes.io/storage-provisioner", "ebs.csi.aws.com"),
            self ->
                Fields.of(
                    "spec",
                    Fields.of(
                        "accessModes",
                        List.of("ReadWriteOnce"),
                        "resources",
                        Fields.of("requests", capacity),
                        "storageClassName",
                        "gp3",
                        "volumeName",
                        "pvc-" + self.uid())));
    String volume = "pvc-" + claim.uid();
    batch.add(
        SampleKind.PERSISTENT_VOLUME,
        volume,
        null,
        Tags.of("pv.kubernetes.io/provisioned-by", "ebs.csi.aws.com"),
        Body.spec(
            "capacity",
            capacity,
            "claimRef",
            Fields.of("name", name, "namespace", app.space().name(), "uid", claim.uid()),
            "storageClassName",
            "gp3"));
    String node = Address.nodeName(batch.seed(), Dice.below(claim.bits(), (int) nodes));
    batch.add(
        SampleKind.VOLUME_ATTACHMENT,
        "csi-" + Text.hex(batch.nextBits(), 64),
        null,
        null,
        Body.spec("attacher", "ebs.csi.aws.com", "nodeName", node, "source", persistent(volume)));
  }

  private static Fields persistent(String volume) {
    return Fields.of("persistentVolumeName", volume);
  }
}
