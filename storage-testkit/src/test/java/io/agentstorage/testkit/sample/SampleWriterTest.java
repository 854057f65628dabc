// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleWriterTest {
  private static final SampleCluster CLUSTER = SampleCluster.of(4, 2_500);

  @Test
  void eachLineOfNdjsonIsTheManifestOfOneObject() throws IOException {
    String[] lines = written(SampleWriter.Format.NDJSON).split("\n", -1);
    assertThat(lines).hasSize(2_501);
    assertThat(lines[2_500]).isEmpty();
    Iterator<SampleObject> objects = CLUSTER.iterator();
    for (int i = 0; i < 2_500; i++) {
      assertSame(JsonTree.object(lines[i].getBytes(UTF_8)), objects.next().tags());
    }
  }

  @Test
  void listHasItsItemsBeforeItsKindAsKubectlPrintsIt() throws IOException {
    Map<String, Object> list = list(CLUSTER);
    assertThat(list).containsOnlyKeys("apiVersion", "items", "kind", "metadata");
    assertThat(list.keySet()).containsExactly("apiVersion", "items", "kind", "metadata");
    assertThat(list).containsEntry("apiVersion", "v1").containsEntry("kind", "List");
    Iterator<SampleObject> objects = CLUSTER.iterator();
    for (Object item : items(list)) {
      assertSame(JsonTree.map(item), objects.next().tags());
    }
    assertThat(objects).isExhausted();
  }

  @Test
  void emptyClusterIsAnEmptyListAndNoLines() throws IOException {
    assertThat(items(list(SampleCluster.of(1, 0)))).isEmpty();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(SampleWriter.write(SampleCluster.of(1, 0), SampleWriter.Format.NDJSON, out))
        .isZero();
    assertThat(out.size()).isZero();
  }

  @Test
  void outputStaysOpenForTheCaller() throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(SampleWriter.write(CLUSTER, SampleWriter.Format.LIST, out)).isEqualTo(2_500);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void ownersAreObjectsThatCameBefore() throws IOException {
    Map<Object, Object> namesByUid = new HashMap<>();
    int owned = 0;
    for (Object item : items(list(CLUSTER))) {
      Map<String, Object> metadata = JsonTree.map(item, "metadata");
      if (metadata.get("ownerReferences") instanceof List<?> owners) {
        Map<String, Object> owner = JsonTree.map(owners.get(0));
        assertThat(namesByUid).containsEntry(owner.get("uid"), owner.get("name"));
        owned++;
      }
      namesByUid.put(metadata.get("uid"), metadata.get("name"));
    }
    assertThat(owned).isGreaterThan(1_000);
  }

  @Test
  void podsAskForResourcesAndNodesHaveThem() throws IOException {
    List<?> items = items(list(CLUSTER));
    assertThat(items)
        .filteredOn(item -> JsonTree.text(item, "kind").equals("Pod"))
        .isNotEmpty()
        .allMatch(item -> item.toString().contains("requests={cpu="));
    assertThat(items)
        .filteredOn(item -> JsonTree.text(item, "kind").equals("Node"))
        .isNotEmpty()
        .allMatch(item -> item.toString().contains("capacity={cpu="))
        .allMatch(item -> item.toString().contains("node.kubernetes.io/instance-type="));
  }

  @Test
  void podsRunOnNodesThatExist() throws IOException {
    List<?> items = items(list(CLUSTER));
    List<String> nodes =
        items.stream()
            .map(JsonTree::map)
            .filter(item -> JsonTree.text(item, "kind").equals("Node"))
            .map(item -> JsonTree.text(JsonTree.map(item, "metadata"), "name"))
            .toList();
    assertThat(items)
        .map(JsonTree::map)
        .filteredOn(item -> JsonTree.text(item, "kind").equals("Pod"))
        .allMatch(item -> nodes.contains(JsonTree.text(JsonTree.map(item, "spec"), "nodeName")));
  }

  @Test
  void noSecretHasContent() throws IOException {
    assertThat(items(list(CLUSTER)))
        .map(JsonTree::map)
        .filteredOn(item -> JsonTree.text(item, "kind").equals("Secret"))
        .isNotEmpty()
        .allMatch(item -> !item.containsKey("data") && !item.containsKey("stringData"));
  }

  private static void assertSame(Map<String, Object> manifest, ResourceTags tags) {
    Map<String, Object> metadata = JsonTree.map(manifest, "metadata");
    assertThat(
            ResourceType.ofManifest(
                JsonTree.text(manifest, "apiVersion"), JsonTree.text(manifest, "kind")))
        .isEqualTo(tags.type());
    assertThat(metadata.get("namespace")).isEqualTo(tags.namespace());
    assertThat(metadata.get("name")).isEqualTo(tags.name());
    assertThat(metadata.get("uid")).isEqualTo(tags.uid());
    assertThat(metadata.get("labels")).isEqualTo(tags.labels());
    assertThat(metadata.get("annotations")).isEqualTo(tags.annotations());
  }

  private static List<?> items(Map<String, Object> list) {
    return JsonTree.list(list, "items");
  }

  private static Map<String, Object> list(SampleCluster cluster) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SampleWriter.write(cluster, SampleWriter.Format.LIST, out);
    return JsonTree.object(out.toByteArray());
  }

  private static String written(SampleWriter.Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SampleWriter.write(CLUSTER, format, out);
    return out.toString(UTF_8);
  }
}
