// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** {@code -Dsample.write=true} writes the file anew before it is compared. */
class ShippedSampleTest {
  private static final Path FILE = Path.of("../storage-cli/samples/cluster.json.gz");
  private static final SampleCluster CLUSTER = SampleCluster.of(1, 3_000);

  @Test
  void shippedFileIsWhatTheGeneratorMakes() throws IOException {
    if (Boolean.getBoolean("sample.write")) {
      write();
    }
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    SampleWriter.write(CLUSTER, SampleWriter.Format.LIST, expected);
    // Not the compressed bytes: those depend on the zlib of the JDK.
    try (InputStream shipped = new GZIPInputStream(Files.newInputStream(FILE))) {
      assertThat(Arrays.mismatch(shipped.readAllBytes(), expected.toByteArray()))
          .as("first differing byte; -Dsample.write=true writes %s anew", FILE)
          .isEqualTo(-1);
    }
  }

  @Test
  void shippedFileIsSmall() throws IOException {
    assertThat(Files.size(FILE)).isLessThan(300_000);
  }

  private static void write() throws IOException {
    Files.createDirectories(FILE.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(FILE))) {
      SampleWriter.write(CLUSTER, SampleWriter.Format.LIST, out);
    }
  }
}
