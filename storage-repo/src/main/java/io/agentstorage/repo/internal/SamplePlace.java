// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.spi.TagsJson;
import io.agentstorage.core.store.PageToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A place in the order of series and times. Its token is a JSON object in UTF-8, in base64url without padding (RFC 4648,
 * section 5).
 *
 * @param series the number of a series
 * @param time milliseconds
 */
record SamplePlace(long series, long time) {
  /** Before all samples. */
  static final SamplePlace BEGIN = new SamplePlace(0, Long.MIN_VALUE);

  /** The place of a token. */
  static SamplePlace of(PageToken token) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(token.text());
      Map<String, String> key = TagsJson.read(new String(json, StandardCharsets.UTF_8));
      return new SamplePlace(part(key, "series"), part(key, "time"));
    } catch (IllegalArgumentException | NullPointerException | CorruptException e) {
      throw new IllegalArgumentException(
          "page: \"" + token + "\" is no page token; use the one of the page before as it is", e);
    }
  }

  private static long part(Map<String, String> key, String name) {
    return Long.parseLong(Objects.requireNonNull(key.get(name), name));
  }

  PageToken token() {
    Map<String, String> key = Map.of("series", Long.toString(series), "time", Long.toString(time));
    byte[] json = TagsJson.write(key).getBytes(StandardCharsets.UTF_8);
    return new PageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(json));
  }

  boolean isBefore(SamplePlace other) {
    return series < other.series || (series == other.series && time < other.time);
  }
}
