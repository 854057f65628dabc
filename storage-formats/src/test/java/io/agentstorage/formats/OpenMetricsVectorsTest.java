// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The vectors of the OpenMetrics project, which may lie beside this one; left out where they do not. */
class OpenMetricsVectorsTest {
  private static final Path VECTORS =
      Path.of("../../shared/data/prometheus__OpenMetrics/tests/testdata/parsers");

  @Test
  void eachIsAcceptedOrRefusedAsItsVerdictSays() throws IOException {
    assumeThat(VECTORS).isDirectory();
    List<String> wrong = new ArrayList<>();
    int vectors = 0;
    try (Stream<Path> folders = Files.list(VECTORS)) {
      for (Path folder : folders.sorted().toList()) {
        JsonNode verdict = new ObjectMapper().readTree(folder.resolve("test.json").toFile());
        byte[] text = Files.readAllBytes(folder.resolve(verdict.get("file").asText()));
        String refused = refused(text);
        if (verdict.get("shouldParse").asBoolean() != (refused == null)) {
          wrong.add(folder.getFileName() + ": " + refused);
        }
        vectors++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(vectors).isGreaterThan(200);
  }

  private static String refused(byte[] text) {
    try {
      Reading.read(MetricFormat.OPENMETRICS, text, Reading.OPTIONS);
      return null;
    } catch (MetricFormatException e) {
      return e.getMessage();
    }
  }
}
