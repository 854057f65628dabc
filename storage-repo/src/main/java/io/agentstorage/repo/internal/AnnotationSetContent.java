// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.core.spi.TagsJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of annotations with what it is found by.
 *
 * @param digest of its JSON text
 * @param bytes the length of that text in UTF-8
 * @param annotations the annotations
 */
record AnnotationSetContent(Digest digest, long bytes, Map<String, String> annotations) {

  static @Nullable AnnotationSetContent of(@Nullable Map<String, String> annotations) {
    if (annotations == null) {
      return null;
    }
    byte[] json = TagsJson.write(annotations).getBytes(StandardCharsets.UTF_8);
    return new AnnotationSetContent(Digest.of(json), json.length, annotations);
  }
}
