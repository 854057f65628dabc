// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.core.spi.TagsJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A set of annotations. */
final class AnnotationSetContent extends SetContent<AnnotationSetId> {
  private final Map<String, String> annotations;
  private @Nullable Object packed;

  AnnotationSetContent(Map<String, String> annotations) {
    super(TagsJson.write(annotations).getBytes(StandardCharsets.UTF_8));
    this.annotations = annotations;
  }

  /** What the driver takes for its column; worked out once. */
  Object packed(Function<Map<String, String>, Object> packer) {
    Object ready = packed;
    if (ready == null) {
      ready = packer.apply(annotations);
      packed = ready;
    }
    return ready;
  }
}
