// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static io.agentstorage.testkit.sample.SampleKind.Origin.BUILT_IN;
import static io.agentstorage.testkit.sample.SampleKind.Origin.CUSTOM;
import static io.agentstorage.testkit.sample.SampleKind.Scope.CLUSTER;
import static io.agentstorage.testkit.sample.SampleKind.Scope.NAMESPACED;

import io.agentstorage.core.model.ResourceType;
import java.util.Locale;

/** The kinds of a sample cluster. Two kinds of the same name in different groups occur, as they do in real clusters. */
@SuppressWarnings(
    "ImmutableEnumChecker") // a ResourceType is immutable, which the checker cannot know
enum SampleKind {
  NAMESPACE("v1", "Namespace", CLUSTER, BUILT_IN),
  NODE("v1", "Node", CLUSTER, BUILT_IN),
  POD("v1", "Pod", NAMESPACED, BUILT_IN),
  SERVICE("v1", "Service", NAMESPACED, BUILT_IN),
  CONFIG_MAP("v1", "ConfigMap", NAMESPACED, BUILT_IN),
  SECRET("v1", "Secret", NAMESPACED, BUILT_IN),
  SERVICE_ACCOUNT("v1", "ServiceAccount", NAMESPACED, BUILT_IN),
  PERSISTENT_VOLUME("v1", "PersistentVolume", CLUSTER, BUILT_IN),
  PERSISTENT_VOLUME_CLAIM("v1", "PersistentVolumeClaim", NAMESPACED, BUILT_IN),
  LIMIT_RANGE("v1", "LimitRange", NAMESPACED, BUILT_IN),
  RESOURCE_QUOTA("v1", "ResourceQuota", NAMESPACED, BUILT_IN),
  EVENT("v1", "Event", NAMESPACED, BUILT_IN),
  ENDPOINTS("v1", "Endpoints", NAMESPACED, BUILT_IN),
  DEPLOYMENT("apps/v1", "Deployment", NAMESPACED, BUILT_IN),
  REPLICA_SET("apps/v1", "ReplicaSet", NAMESPACED, BUILT_IN),
  STATEFUL_SET("apps/v1", "StatefulSet", NAMESPACED, BUILT_IN),
  DAEMON_SET("apps/v1", "DaemonSet", NAMESPACED, BUILT_IN),
  CONTROLLER_REVISION("apps/v1", "ControllerRevision", NAMESPACED, BUILT_IN),
  JOB("batch/v1", "Job", NAMESPACED, BUILT_IN),
  CRON_JOB("batch/v1", "CronJob", NAMESPACED, BUILT_IN),
  ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice", NAMESPACED, BUILT_IN),
  ROLE("rbac.authorization.k8s.io/v1", "Role", NAMESPACED, BUILT_IN),
  ROLE_BINDING("rbac.authorization.k8s.io/v1", "RoleBinding", NAMESPACED, BUILT_IN),
  CLUSTER_ROLE("rbac.authorization.k8s.io/v1", "ClusterRole", CLUSTER, BUILT_IN),
  CLUSTER_ROLE_BINDING("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", CLUSTER, BUILT_IN),
  STORAGE_CLASS("storage.k8s.io/v1", "StorageClass", CLUSTER, BUILT_IN),
  CSI_NODE("storage.k8s.io/v1", "CSINode", CLUSTER, BUILT_IN),
  CSI_DRIVER("storage.k8s.io/v1", "CSIDriver", CLUSTER, BUILT_IN),
  VOLUME_ATTACHMENT("storage.k8s.io/v1", "VolumeAttachment", CLUSTER, BUILT_IN),
  INGRESS("networking.k8s.io/v1", "Ingress", NAMESPACED, BUILT_IN),
  INGRESS_CLASS("networking.k8s.io/v1", "IngressClass", CLUSTER, BUILT_IN),
  NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", NAMESPACED, BUILT_IN),
  HORIZONTAL_POD_AUTOSCALER("autoscaling/v2", "HorizontalPodAutoscaler", NAMESPACED, BUILT_IN),
  POD_DISRUPTION_BUDGET("policy/v1", "PodDisruptionBudget", NAMESPACED, BUILT_IN),
  PRIORITY_CLASS("scheduling.k8s.io/v1", "PriorityClass", CLUSTER, BUILT_IN),
  CUSTOM_RESOURCE_DEFINITION(
      "apiextensions.k8s.io/v1", "CustomResourceDefinition", CLUSTER, BUILT_IN),
  LEASE("coordination.k8s.io/v1", "Lease", NAMESPACED, BUILT_IN),
  RUNTIME_CLASS("node.k8s.io/v1", "RuntimeClass", CLUSTER, BUILT_IN),
  VALIDATING_WEBHOOK_CONFIGURATION(
      "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", CLUSTER, BUILT_IN),
  MUTATING_WEBHOOK_CONFIGURATION(
      "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", CLUSTER, BUILT_IN),
  API_SERVICE("apiregistration.k8s.io/v1", "APIService", CLUSTER, BUILT_IN),
  FLOW_SCHEMA("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", CLUSTER, BUILT_IN),
  PRIORITY_LEVEL_CONFIGURATION(
      "flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", CLUSTER, BUILT_IN),
  CERTIFICATE("cert-manager.io/v1", "Certificate", NAMESPACED, CUSTOM),
  ISSUER("cert-manager.io/v1", "Issuer", NAMESPACED, CUSTOM),
  CLUSTER_ISSUER("cert-manager.io/v1", "ClusterIssuer", CLUSTER, CUSTOM),
  APPLICATION("argoproj.io/v1alpha1", "Application", NAMESPACED, CUSTOM),
  APP_PROJECT("argoproj.io/v1alpha1", "AppProject", NAMESPACED, CUSTOM),
  VIRTUAL_SERVICE("networking.istio.io/v1", "VirtualService", NAMESPACED, CUSTOM),
  DESTINATION_RULE("networking.istio.io/v1", "DestinationRule", NAMESPACED, CUSTOM),
  GATEWAY("networking.istio.io/v1", "Gateway", NAMESPACED, CUSTOM),
  ROUTE_GATEWAY("gateway.networking.k8s.io/v1", "Gateway", NAMESPACED, CUSTOM),
  HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute", NAMESPACED, CUSTOM),
  SERVICE_MONITOR("monitoring.coreos.com/v1", "ServiceMonitor", NAMESPACED, CUSTOM),
  PROMETHEUS_RULE("monitoring.coreos.com/v1", "PrometheusRule", NAMESPACED, CUSTOM),
  PROMETHEUS("monitoring.coreos.com/v1", "Prometheus", NAMESPACED, CUSTOM),
  KAFKA("kafka.strimzi.io/v1beta2", "Kafka", NAMESPACED, CUSTOM),
  KAFKA_TOPIC("kafka.strimzi.io/v1beta2", "KafkaTopic", NAMESPACED, CUSTOM),
  POSTGRES_CLUSTER("postgresql.cnpg.io/v1", "Cluster", NAMESPACED, CUSTOM),
  SEALED_SECRET("bitnami.com/v1alpha1", "SealedSecret", NAMESPACED, CUSTOM),
  EXTERNAL_SECRET("external-secrets.io/v1", "ExternalSecret", NAMESPACED, CUSTOM),
  CLUSTER_SECRET_STORE("external-secrets.io/v1", "ClusterSecretStore", CLUSTER, CUSTOM),
  HELM_RELEASE("helm.toolkit.fluxcd.io/v2", "HelmRelease", NAMESPACED, CUSTOM),
  KUSTOMIZATION("kustomize.toolkit.fluxcd.io/v1", "Kustomization", NAMESPACED, CUSTOM),
  GIT_REPOSITORY("source.toolkit.fluxcd.io/v1", "GitRepository", NAMESPACED, CUSTOM),
  SCALED_OBJECT("keda.sh/v1alpha1", "ScaledObject", NAMESPACED, CUSTOM),
  NODE_POOL("karpenter.sh/v1", "NodePool", CLUSTER, CUSTOM),
  NODE_CLAIM("karpenter.sh/v1", "NodeClaim", CLUSTER, CUSTOM),
  EC2_NODE_CLASS("karpenter.k8s.aws/v1", "EC2NodeClass", CLUSTER, CUSTOM),
  VERTICAL_POD_AUTOSCALER("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", NAMESPACED, CUSTOM),
  CLUSTER_POLICY("kyverno.io/v1", "ClusterPolicy", CLUSTER, CUSTOM),
  VOLUME_SNAPSHOT("snapshot.storage.k8s.io/v1", "VolumeSnapshot", NAMESPACED, CUSTOM),
  VOLUME_SNAPSHOT_CLASS("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", CLUSTER, CUSTOM),
  BACKUP_SCHEDULE("velero.io/v1", "Schedule", NAMESPACED, CUSTOM),
  SERVERLESS_SERVICE("serving.knative.dev/v1", "Service", NAMESPACED, CUSTOM);

  enum Scope {
    NAMESPACED,
    CLUSTER
  }

  enum Origin {
    BUILT_IN,
    CUSTOM
  }

  private final String apiVersion;
  private final ResourceType type;
  private final Scope scope;
  private final Origin origin;

  SampleKind(String apiVersion, String kind, Scope scope, Origin origin) {
    this.apiVersion = apiVersion;
    this.type = ResourceType.ofManifest(apiVersion, kind);
    this.scope = scope;
    this.origin = origin;
  }

  String apiVersion() {
    return apiVersion;
  }

  String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  String kind() {
    return type.kind();
  }

  ResourceType type() {
    return type;
  }

  boolean namespaced() {
    return scope == NAMESPACED;
  }

  boolean custom() {
    return origin == CUSTOM;
  }

  /** As in paths of the API and in the names of custom resource definitions: {@code policies}. */
  String plural() {
    String word = kind().toLowerCase(Locale.ROOT);
    if (word.endsWith("cy")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word.endsWith("s") ? word + "es" : word + "s";
  }
}
