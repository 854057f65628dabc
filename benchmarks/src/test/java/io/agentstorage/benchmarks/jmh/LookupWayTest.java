// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A comparison is of use only if all give the same. */
class LookupWayTest {
  @TempDir static Path folder;

  private static SampleFiles files = new SampleFiles(Path.of("none"), 0);

  @BeforeAll
  static void makeTheSample() {
    files = new SampleFiles(folder, 1_000);
  }

  @ParameterizedTest
  @EnumSource
  void findsTheSameAsTheLibrary(LookupWay way) throws Exception {
    List<ResourceTags> stored = files.some(40);
    try (KeyLookup library = LookupWay.LIBRARY.open(files);
        KeyLookup lookup = way.open(files)) {
      for (ResourceTags resource : stored) {
        ResourceTags expected = Objects.requireNonNull(library.find(resource.key()));
        assertThat(lookup.find(resource.key()))
            .isNotNull()
            .satisfies(
                found -> {
                  assertThat(found.key()).isEqualTo(expected.key());
                  assertThat(found.labels()).isEqualTo(resource.labels());
                  assertThat(found.annotations()).isEqualTo(resource.annotations());
                  if (way != LookupWay.JDBC_KEPT_JSON_TABLE) { // which has ids and times of its own
                    assertThat(found).isEqualTo(expected);
                  }
                });
      }
      assertThat(lookup.find(new ResourceKey(ResourceType.POD, "default", "there-is-none")))
          .isNull();
      assertThat(stored).anyMatch(resource -> resource.namespace() == null);
      assertThat(stored).anyMatch(resource -> resource.annotations() != null);
    }
  }
}
