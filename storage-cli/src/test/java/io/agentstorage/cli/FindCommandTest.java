// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindCommandTest {
  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    StringBuilder all = new StringBuilder();
    all.append(object("v1", "Node", "", "n1")).append(object("v1", "Service", "shop", "web"));
    all.append(object("serving.knative.dev/v1", "Service", "shop", "web"));
    all.append(object("apps/v1", "Deployment", "shop", "web"));
    all.append(object("networking.k8s.io/v1", "Ingress", "shop", "web"));
    all.append(object("networking.k8s.io/v1", "NetworkPolicy", "shop", "web"));
    all.append(object("cert-manager.io/v1", "Certificate", "tls", "web"));
    for (String name : List.of("a_b", "axb", "a\\\\b", "a*b", "Axb", "axbc", "ä-b")) {
      all.append(object("rbac.authorization.k8s.io/v1", "Role", "shop", name));
    }
    all.append(object("rbac.authorization.k8s.io/v1", "Role", "ops", "axb"));
    cli.load(all.toString());
  }

  private static String object(String apiVersion, String kind, String namespace, String name) {
    String in = namespace.isEmpty() ? "" : "\"namespace\":\"" + namespace + "\",";
    return """
    {"apiVersion":"%s","kind":"%s","metadata":{%s"name":"%s"}}
    """
        .formatted(apiVersion, kind, in, name);
  }

  /** Namespace and name of what is found. */
  private static List<String> found(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    List<String> found = new ArrayList<>();
    for (JsonNode row : cli.run("find", all.toArray(String[]::new)).endsWith(0).json()) {
      found.add(row.path("namespace").asText("-") + "/" + row.get("name").textValue());
    }
    return found;
  }

  @Test
  void takesStarAndQuestionMarkAsPatternsAndNothingElse() {
    assertThat(found("--name", "a?b"))
        .containsExactlyInAnyOrder("shop/a_b", "shop/axb", "shop/a\\b", "shop/a*b", "ops/axb");
    assertThat(found("--name", "a*b", "-n", "shop"))
        .containsExactlyInAnyOrder("shop/a_b", "shop/axb", "shop/a\\b", "shop/a*b");
    assertThat(found("--name", "?-b")).containsExactly("shop/ä-b");
  }

  @Test
  void takesPercentUnderscoreAndBackslashAsTheyAre() {
    assertThat(found("--name", "a_b")).containsExactly("shop/a_b");
    assertThat(found("--name", "a_*")).containsExactly("shop/a_b");
    assertThat(found("--name", "a\\b")).containsExactly("shop/a\\b");
    assertThat(found("--name", "*\\b")).containsExactly("shop/a\\b");
    assertThat(found("--name", "a%b")).isEmpty();
    assertThat(found("--name", "?%*")).isEmpty();
  }

  @Test
  void distinguishesUpperAndLowerCaseInNamesAndNamespaces() {
    assertThat(found("--name", "A*")).containsExactly("shop/Axb");
    assertThat(found("--name", "Axb")).containsExactly("shop/Axb");
    assertThat(found("--namespace", "SHOP")).isEmpty();
  }

  @Test
  void takesTheEmptyNamespaceForClusterScoped() {
    assertThat(found("--namespace", "")).containsExactly("-/n1");
    assertThat(found("-n", "ops")).containsExactly("ops/axb");
  }

  @Test
  void wantsAllConditionsToHold() {
    assertThat(found("--type", "role", "-n", "shop", "--name", "axb*"))
        .containsExactlyInAnyOrder("shop/axb", "shop/axbc");
    assertThat(found("--type", "node", "-n", "shop")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "node,1",
    "nodes,1",
    "no,1",
    "NODE,1",
    "Node,1",
    "deploy,1",
    "deployments,1",
    "deployment.apps,1",
    "Deployments.apps,1",
    "deploy.apps,1",
    "deployment.batch,0",
    "svc,2",
    "services,2",
    "service.serving.knative.dev,1",
    "ingress,1",
    "ingresses,1",
    "ing,1",
    "networkpolicies,1",
    "netpol,1",
    "networkpolicy,1",
    "rol,0",
    "role,8",
    "unknown,0",
    "'',0"
  })
  void findsATypeByAnyOfItsSpellings(String type, int count) {
    assertThat(found("--type", type)).hasSize(count);
  }

  @Test
  void printsAtMostAsManyAsTheLimit() {
    assertThat(found("--limit", "2")).hasSize(2);
    assertThat(found("--limit", "0")).isEmpty();
    assertThat(found("--limit", "1000")).hasSameSizeAs(found());
    assertThat(cli.run("find", "--limit", "-1").endsWith(2).err())
        .contains("--limit must be 0 or more");
    assertThat(cli.run("find", "--limit", "x").endsWith(2).err()).contains("--limit");
  }
}
