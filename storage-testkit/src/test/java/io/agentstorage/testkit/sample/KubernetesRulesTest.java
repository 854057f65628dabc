// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the sample against Kubernetes' rules, written here a second time on purpose. */
class KubernetesRulesTest {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

  /** Its parts may be longer than a DNS label: Kubernetes limits the whole only. */
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  private static final String QUALIFIED = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final Pattern KEY = Pattern.compile("(" + SUBDOMAIN + "/)?" + QUALIFIED);
  private static final Pattern LABEL_VALUE = Pattern.compile("(" + QUALIFIED + ")?");
  private static final Pattern NAMESPACE = Pattern.compile(DNS_LABEL);
  private static final Pattern NAME = Pattern.compile(SUBDOMAIN);
  private static final Pattern RBAC_NAME = Pattern.compile("[^/%]+");

  /** Their names become host names or label values, so they are shorter than other names. */
  private static final Set<String> SHORT_NAMED =
      Set.of("Pod", "Service", "Namespace", "StatefulSet", "Job");

  @Test
  void everyObjectIsWhatKubernetesAccepts() {
    for (LabelMix mix : LabelMix.values()) {
      for (SampleObject object : new SampleCluster(11, 60_000, mix)) {
        check(object.tags());
      }
    }
  }

  @Test
  void clusterRolesHaveNamesWithColons() {
    assertThat(SampleCluster.of(1, 3_000).stream().map(SampleObject::tags))
        .anyMatch(
            t -> t.type().kind().equals("ClusterRole") && t.name().equals("system:node-reader"));
  }

  @Test
  void onlyClusterScopedKindsHaveNoNamespace() {
    for (SampleObject object : SampleCluster.of(11, 20_000)) {
      assertThat(object.namespace() != null).isEqualTo(object.kind().namespaced());
    }
  }

  private static void check(ResourceTags tags) {
    String where = tags.key().toString();
    Pattern name = tags.type().group().equals("rbac.authorization.k8s.io") ? RBAC_NAME : NAME;
    assertThat(tags.name()).as(where).matches(name);
    assertThat(tags.name().length())
        .as(where)
        .isLessThanOrEqualTo(SHORT_NAMED.contains(tags.type().kind()) ? 63 : 253);
    if (tags.namespace() != null) {
      assertThat(tags.namespace()).as(where).matches(NAMESPACE);
    }
    assertThat(UUID.fromString(tags.uid())).as(where).hasToString(tags.uid());
    if (tags.labels() != null) {
      tags.labels().forEach((key, value) -> checkLabel(where, key, value));
    }
    if (tags.annotations() != null) {
      checkAnnotations(where, tags.annotations());
    }
  }

  private static void checkLabel(String where, String key, String value) {
    assertThat(key).as(where).matches(KEY);
    assertThat(value).as("%s, label %s", where, key).matches(LABEL_VALUE);
  }

  private static void checkAnnotations(String where, Map<String, String> annotations) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      assertThat(entry.getKey()).as(where).matches(KEY);
      bytes += entry.getKey().length();
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    assertThat(bytes).as(where).isLessThanOrEqualTo(256 * 1024);
  }
}
