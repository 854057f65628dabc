// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import io.agentstorage.core.spi.UnicodeText;

/**
 * The kind of a Kubernetes resource together with its API group, so that any kind fits, custom resources included.
 *
 * <p>The version of the API is not part of it: an object read as {@code apps/v1} and as {@code apps/v1beta1} is the
 * same object. Immutable.
 *
 * @param kind the kind as manifests spell it, such as {@code Deployment}; letters and digits, starting with a letter
 * @param group the API group, such as {@code apps}; empty for the core group
 */
public record ResourceType(String kind, String group) implements Comparable<ResourceType> {

  /** {@code Pod} of the core group. */
  public static final ResourceType POD = new ResourceType("Pod", "");

  /** {@code Node} of the core group, cluster-scoped. */
  public static final ResourceType NODE = new ResourceType("Node", "");

  /** {@code Namespace} of the core group, cluster-scoped. */
  public static final ResourceType NAMESPACE = new ResourceType("Namespace", "");

  /** {@code Deployment} of {@code apps}. */
  public static final ResourceType DEPLOYMENT = new ResourceType("Deployment", "apps");

  /** {@code StatefulSet} of {@code apps}. */
  public static final ResourceType STATEFUL_SET = new ResourceType("StatefulSet", "apps");

  /** {@code DaemonSet} of {@code apps}. */
  public static final ResourceType DAEMON_SET = new ResourceType("DaemonSet", "apps");

  /** {@code ReplicaSet} of {@code apps}. */
  public static final ResourceType REPLICA_SET = new ResourceType("ReplicaSet", "apps");

  /** {@code Job} of {@code batch}. */
  public static final ResourceType JOB = new ResourceType("Job", "batch");

  /** {@code CronJob} of {@code batch}. */
  public static final ResourceType CRON_JOB = new ResourceType("CronJob", "batch");

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if the kind is empty or contains a dot or a slash, the group contains a slash, or
   *     either has half a surrogate pair
   */
  public ResourceType {
    UnicodeText.requireWhole("a resource kind", kind);
    UnicodeText.requireWhole("an API group", group);
    if (kind.isEmpty() || kind.indexOf('.') >= 0 || kind.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a resource kind: \"" + kind + "\"");
    }
    if (group.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not an API group: \"" + group + "\"");
    }
  }

  /**
   * The type that a manifest names.
   *
   * @param apiVersion the {@code apiVersion} of the manifest: {@code v1}, {@code apps/v1}
   * @param kind the {@code kind} of the manifest
   * @return the type, without the version
   * @throws IllegalArgumentException if either has a character that none may have
   */
  public static ResourceType ofManifest(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return new ResourceType(kind, slash < 0 ? "" : apiVersion.substring(0, slash));
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @param text {@code Pod} or {@code Deployment.apps}
   * @return the type
   * @throws IllegalArgumentException if it has no kind
   */
  public static ResourceType parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new ResourceType(text, "")
        : new ResourceType(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(ResourceType other) {
    return toString().compareTo(other.toString());
  }

  /** The form that is stored and that {@link #parse} reads: {@code Pod}, {@code Deployment.apps}. */
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + '.' + group;
  }
}
