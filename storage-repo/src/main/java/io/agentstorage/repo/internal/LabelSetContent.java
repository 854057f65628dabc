// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.spi.TagsJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A set of labels. */
final class LabelSetContent extends SetContent<LabelSetId> {
  private final Map<String, String> labels;

  LabelSetContent(Map<String, String> labels) {
    super(TagsJson.write(labels).getBytes(StandardCharsets.UTF_8));
    this.labels = labels;
  }

  Map<String, String> labels() {
    return labels;
  }
}
