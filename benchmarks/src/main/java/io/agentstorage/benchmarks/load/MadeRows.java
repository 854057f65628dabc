// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Rows of the peer's schema that only have to be stored, in the form that {@code peer_load.c} reads. */
final class MadeRows {
  private MadeRows() {}

  static void write(LoadInput input, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (ResourceTags resource : input) {
        text(out, resource.type().toString());
        text(out, Objects.requireNonNullElse(resource.namespace(), ""));
        text(out, resource.name());
        text(out, json(Objects.requireNonNull(resource.labels())));
        text(out, json(Objects.requireNonNull(resource.annotations())));
      }
    }
  }

  private static String json(Map<String, String> tags) {
    return TagsJson.write(tags);
  }

  private static void text(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
    out.write(bytes);
  }
}
