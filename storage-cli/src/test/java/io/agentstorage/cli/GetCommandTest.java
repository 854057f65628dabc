// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetCommandTest {
  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void load() {
    cli = new Cli(folder);
    cli.load(
        """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart","namespace":"shop","labels":{"app":"cart"}}}
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","labels":{"from":"core"}}}
        {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"web","namespace":"shop","labels":{"from":"knative"}}}
        {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"only","namespace":"shop"}}
        """);
  }

  @Test
  void printsOneResourceAsAnObjectAndNotAsAnArray() {
    JsonNode pod = cli.run("get", "pod/shop/cart", "-o", "json").endsWith(0).json();
    assertThat(pod.isObject()).isTrue();
    assertThat(pod.get("type").textValue()).isEqualTo("Pod");
    assertThat(pod.get("namespace").textValue()).isEqualTo("shop");
    assertThat(pod.get("name").textValue()).isEqualTo("cart");
    assertThat(pod.at("/labels/app").textValue()).isEqualTo("cart");
  }

  @Test
  void printsYamlUnlessAskedOtherwise() {
    assertThat(cli.run("get", "po/shop/cart").endsWith(0).lines())
        .startsWith("---", "type: Pod", "namespace: shop", "name: cart", "labels:", "  app: cart");
  }

  @Test
  void findsAClusterScopedResourceWithoutANamespace() {
    assertThat(cli.run("get", "no/n1", "-o", "csv").endsWith(0).lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("Node,,n1,");
  }

  @Test
  void takesTheCoreGroupFirstUnlessTheGroupIsNamed() {
    assertThat(from("service/shop/web")).isEqualTo("core");
    assertThat(from("service.serving.knative.dev/shop/web")).isEqualTo("knative");
    assertThat(cli.run("get", "svc/shop/only").endsWith(0).out()).contains("name: only");
  }

  private static String from(String which) {
    return cli.run("get", which, "-o", "json").endsWith(0).json().at("/labels/from").textValue();
  }

  @Test
  void saysThatItIsNotThereAndEndsWithOne() {
    assertMissing("pod/shop/none", "agent-storage: pod/shop/none is not there in namespace shop\n");
    assertMissing("node/none", "agent-storage: node/none is not there\n");
  }

  @Test
  void hintsAtWhereOneOfTheNameIs() {
    assertMissing("pod/cart", "agent-storage: pod/cart is not there; there is Pod/shop/cart\n");
    assertMissing("node/shop/n1", "agent-storage: node/shop/n1 is not there; there is Node/n1\n");
  }

  @Test
  void hintsAtTheTypesWhereNoneIsOfThisOne() {
    assertMissing(
        "frob/shop/x",
        "agent-storage: frob/shop/x is not there; no resource of this type is stored;"
            + " 'agent-storage stats' lists the types\n");
  }

  private static void assertMissing(String which, String message) {
    Cli.Result result = cli.run("get", which, "-o", "json").endsWith(1);
    assertThat(result.err()).isEqualTo(message);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pod", "", "/", "pod/", "/cart", "pod//cart", "pod/shop/cart/x", "pod/shop/"})
  void refusesWhatIsNoKey(String which) {
    Cli.Result result = cli.run("get", which).endsWith(2);
    assertThat(result.err()).startsWith("\"" + which + "\" is not TYPE/NAMESPACE/NAME");
    assertThat(result.out()).isEmpty();
  }
}
