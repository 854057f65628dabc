// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.core.spi.TagsJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of labels with what it is found by.
 *
 * @param digest of its JSON text
 * @param bytes the length of that text in UTF-8
 * @param labels the labels
 */
record LabelSetContent(Digest digest, long bytes, Map<String, String> labels) {

  static @Nullable LabelSetContent of(@Nullable Map<String, String> labels) {
    if (labels == null) {
      return null;
    }
    byte[] json = TagsJson.write(labels).getBytes(StandardCharsets.UTF_8);
    return new LabelSetContent(Digest.of(json), json.length, labels);
  }
}
