// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.spi.TagsContent;
import java.util.Map;
import org.jooq.Converter;
import org.jspecify.annotations.Nullable;

/** Between a binary column that holds {@link TagsContent} and a map of strings. Thread-safe. */
public final class TagsContentConverter implements Converter<byte[], Map<String, String>> {
  private static final long serialVersionUID = 1L;

  /** Used by generated code. */
  public TagsContentConverter() {}

  @Override
  public @Nullable Map<String, String> from(byte @Nullable [] stored) {
    return stored == null ? null : TagsContent.read(stored);
  }

  @Override
  public byte @Nullable [] to(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsContent.write(tags);
  }

  @Override
  public Class<byte[]> fromType() {
    return byte[].class;
  }

  @Override
  @SuppressWarnings("unchecked") // there is no class object of a parameterised type
  public Class<Map<String, String>> toType() {
    return (Class<Map<String, String>>) (Class<?>) Map.class;
  }
}
