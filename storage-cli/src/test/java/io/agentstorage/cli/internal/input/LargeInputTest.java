// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeInputTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void aJsonListOf200MegabytesIsReadWithAHeapOf32() throws Exception {
    readInSmallHeap("json", 200);
  }

  @Test
  void aListWhoseItemsWaitForTheirKindIsReadWithAHeapOf32() throws Exception {
    readInSmallHeap("untyped", 200);
  }

  @Test
  void aYamlListOf50MegabytesIsReadWithAHeapOf32() throws Exception {
    readInSmallHeap("yaml", 50);
  }

  @Test
  void itemsComeOutWhileTheListIsStillBeingRead() throws IOException {
    for (LongFunction<LargeInput> kind :
        List.<LongFunction<LargeInput>>of(LargeInput::json, LargeInput::yaml)) {
      LargeInput input = kind.apply(10 * MEGABYTE);
      try (ManifestReader reader = new ManifestReader("-", input)) {
        for (int i = 0; i < 500; i++) {
          assertThat(reader.next()).isInstanceOf(Entry.Found.class);
          assertThat(input.made() - i).as("items read ahead").isLessThan(500);
        }
      }
    }
  }

  private void readInSmallHeap(String kind, long megabytes) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Count.class.getName(),
                kind,
                Long.toString(megabytes * MEGABYTE))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(text)
        .as("status %s", status)
        .matches("(?s)found \\d{5,} of the items, rejected 0\\R.*");
  }

  /** What runs in the small heap. */
  static final class Count {
    private Count() {}

    public static void main(String[] args) throws IOException {
      long size = Long.parseLong(args[1]);
      LargeInput input =
          switch (args[0]) {
            case "json" -> LargeInput.json(size);
            case "untyped" -> LargeInput.untyped(size);
            default -> LargeInput.yaml(size);
          };
      long start = System.nanoTime();
      long found = 0;
      long rejected = 0;
      try (ManifestReader reader = new ManifestReader("-", input)) {
        Entry entry;
        while ((entry = reader.next()) != null) {
          found += entry instanceof Entry.Found ? 1 : 0;
          rejected += entry instanceof Entry.Reject ? 1 : 0;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "found %d of the items, rejected %d%n%d made, %.1f MB/s, %.0f objects/s%n",
            found, rejected, input.made(), reader.bytesRead() / seconds / 1e6, found / seconds);
      }
    }
  }
}
