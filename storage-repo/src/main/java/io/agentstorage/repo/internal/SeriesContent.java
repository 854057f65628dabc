// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.spi.TagsJson;
import io.agentstorage.core.spi.UnicodeText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A series with what it is found by: the digest of a JSON object of its labels and, under names that no label has, the
 * rest.
 */
final class SeriesContent extends SetContent<SeriesId> {
  private final MetricSeries series;

  SeriesContent(MetricSeries series) {
    super(json(series));
    this.series = series;
  }

  MetricSeries series() {
    return series;
  }

  private static byte[] json(MetricSeries series) {
    String labels = TagsJson.write(series.labels());
    String others =
        TagsJson.write(
            new TreeMap<>(
                Map.of(
                    "account", text(series.cloudAccountId()),
                    "cluster", text(series.clusterName()),
                    "name", series.name(),
                    "node", text(series.node()))));
    String json = others + labels;
    if (!UnicodeText.isWhole(json)) {
      throw new ConstraintViolationException(
          "store a sample of "
              + series.name()
              + ": a text of its series has half a surrogate pair, which UTF-8 has no bytes for;"
              + " give whole characters");
    }
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** As the columns have what is absent. */
  static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
