// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * What the pods of one workload are made of.
 *
 * @param name the container's name, and the service account's
 * @param image the image with its tag
 * @param cpu the processors asked for, such as {@code 250m}
 * @param memory the memory asked for and allowed, such as {@code 256Mi}
 * @param variables how many environment variables there are
 * @param finishes whether it ends by itself, as a job does
 */
record PodTemplate(
    String name, String image, String cpu, String memory, int variables, boolean finishes) {
  private static final String[] CPU = {"50m", "100m", "250m", "500m", "1", "2"};
  private static final String[] MEMORY = {"64Mi", "128Mi", "256Mi", "512Mi", "1Gi", "4Gi"};

  static PodTemplate of(String name, String image, int variables, Dice dice) {
    return new PodTemplate(name, image, dice.pick(CPU), dice.pick(MEMORY), variables, false);
  }

  /** The same, as pods of a job. */
  PodTemplate finishing() {
    return new PodTemplate(name, image, cpu, memory, variables, true);
  }

  /** The template inside a workload. */
  Fields template(Tags labels) {
    return Fields.of("metadata", Fields.of("labels", labels), "spec", spec());
  }

  /** Spec and status of a pod that runs on the node of this number. */
  Fields pod(SampleObject pod, long seed, long node) {
    return Fields.of(
        "spec",
        spec().and("nodeName", Address.nodeName(seed, node)),
        "status",
        Fields.of(
            "hostIP",
            Address.ofNode(seed, node),
            "phase",
            finishes ? "Succeeded" : "Running",
            "podIP",
            Address.ofPod(pod.bits()),
            "qosClass",
            "Burstable",
            "startTime",
            pod.created()));
  }

  private Fields spec() {
    Fields container =
        Fields.of(
            "image",
            image,
            "name",
            name,
            "resources",
            Fields.of(
                "limits",
                Fields.of("memory", memory),
                "requests",
                Fields.of("cpu", cpu, "memory", memory)));
    if (variables > 0) {
      container = container.and("env", environment());
    }
    return Fields.of(
        "containers",
        List.of(container),
        "restartPolicy",
        finishes ? "OnFailure" : "Always",
        "schedulerName",
        "default-scheduler",
        "serviceAccountName",
        name);
  }

  private List<Fields> environment() {
    List<Fields> list = new ArrayList<>();
    for (int i = 0; i < variables; i++) {
      list.add(Fields.of("name", "OPTION_" + i, "value", name + " option " + i));
    }
    return list;
  }
}
