// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.spi.TagsJson;
import java.util.Map;
import org.jooq.Converter;
import org.jspecify.annotations.Nullable;

/** Between a text column that holds {@link TagsJson} and a map of strings. Thread-safe. */
public final class TagsJsonConverter implements Converter<String, Map<String, String>> {
  private static final long serialVersionUID = 1L;

  /** Used by generated code. */
  public TagsJsonConverter() {}

  @Override
  public @Nullable Map<String, String> from(@Nullable String stored) {
    return stored == null ? null : TagsJson.read(stored);
  }

  @Override
  public @Nullable String to(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsJson.write(tags);
  }

  @Override
  public Class<String> fromType() {
    return String.class;
  }

  @Override
  @SuppressWarnings("unchecked") // there is no class object of a parameterised type
  public Class<Map<String, String>> toType() {
    return (Class<Map<String, String>>) (Class<?>) Map.class;
  }
}
