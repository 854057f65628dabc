// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** A manifest of any size that is made while it is read: a list of pods as large as real ones. */
final class LargeInput extends InputStream {
  private static final String SPEC =
      """
      "spec":{"containers":[{"name":"app","image":"registry.example.com/team/app@sha256:%s","ports":[{"containerPort":8080,"protocol":"TCP"}],"env":[{"name":"LOG_LEVEL","value":"info"},{"name":"POD_IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}}],"resources":{"limits":{"cpu":"500m","memory":"512Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},"livenessProbe":{"httpGet":{"path":"/healthz","port":8080,"scheme":"HTTP"},"initialDelaySeconds":5,"timeoutSeconds":1,"periodSeconds":10},"volumeMounts":[{"name":"token","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}],"restartPolicy":"Always","nodeName":"node-17","tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-01-01T00:00:00Z"}],"hostIP":"10.0.0.1","podIP":"10.1.2.3","startTime":"2026-01-01T00:00:00Z"}\
      """
          .formatted("0123456789abcdef".repeat(4));

  private final long size;
  private final IntFunction<String> items;
  private final byte[] tail;
  private byte[] piece;
  private int at;
  private int made;
  private long given;
  private boolean ended;

  private LargeInput(long size, String head, IntFunction<String> items, String tail) {
    this.size = size;
    this.items = items;
    this.tail = tail.getBytes(StandardCharsets.UTF_8);
    piece = head.getBytes(StandardCharsets.UTF_8);
  }

  /** A List on one line, its kind last, each item with its own type. */
  static LargeInput json(long size) {
    return new LargeInput(
        size,
        "{\"apiVersion\":\"v1\",\"items\":[",
        i ->
            (i == 0 ? "" : ",")
                + "{\"apiVersion\":\"v1\",\"kind\":\"Pod\","
                + metadata(i)
                + ","
                + SPEC
                + "}",
        "],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}");
  }

  /** A typed list on one line, its kind last, whose items have no type and must wait for it. */
  static LargeInput untyped(long size) {
    return new LargeInput(
        size,
        "{\"items\":[",
        i -> (i == 0 ? "" : ",") + "{" + metadata(i) + "," + SPEC + "}",
        "],\"kind\":\"PodList\",\"apiVersion\":\"v1\"}");
  }

  /** A List in YAML. */
  static LargeInput yaml(long size) {
    return new LargeInput(
        size, "apiVersion: v1\nitems:\n", LargeInput::yamlItem, "kind: List\nmetadata: {}\n");
  }

  /** How many items were made so far. */
  int made() {
    return made;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) {
    while (at == piece.length) {
      if (ended) {
        return -1;
      }
      ended = given >= size;
      piece = ended ? tail : items.apply(made++).getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    int n = Math.min(len, piece.length - at);
    System.arraycopy(piece, at, b, off, n);
    at += n;
    given += n;
    return n;
  }

  private static String metadata(int i) {
    return "\"metadata\":{\"name\":\"web-%d\",\"namespace\":\"team-%d\",\"uid\":\"00000000-0000-4000-8000-%012d\",\"labels\":{\"app\":\"web\",\"pod-template-hash\":\"h%d\"},\"annotations\":{\"checksum/config\":\"c%d\"},\"managedFields\":[{\"fieldsV1\":{\"f:metadata\":{\"f:ownerReferences\":{\"k:{\\\"uid\\\":\\\"%d\\\"}\":{}}}}}]}"
        .formatted(i, i % 100, i, i / 3, i, i);
  }

  private static String yamlItem(int i) {
    return """
    - apiVersion: v1
      kind: Pod
      metadata:
        name: web-%d
        namespace: team-%d
        labels:
          app: web
          pod-template-hash: h%d
        annotations:
          checksum/config: c%d
      spec:
        containers:
        - name: app
          image: registry.example.com/team/app:1.2.3
          env:
          - name: LOG_LEVEL
            value: info
          - name: POD_IP
            valueFrom:
              fieldRef: {apiVersion: v1, fieldPath: status.podIP}
          resources:
            limits: {cpu: 500m, memory: 512Mi}
            requests: {cpu: 100m, memory: 128Mi}
        restartPolicy: Always
        nodeName: node-17
      status:
        phase: Running
        conditions:
        - type: Ready
          status: "True"
    """
        .formatted(i, i % 100, i / 3, i);
  }
}
