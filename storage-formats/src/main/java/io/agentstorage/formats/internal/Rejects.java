// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.formats.MetricFormatException;
import io.agentstorage.formats.MetricPlace;
import io.agentstorage.formats.MetricReadOptions;
import io.agentstorage.formats.MetricReject;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Where faults go: to a consumer, or into an exception. */
final class Rejects {
  private final String source;
  private final String unit;
  private final @Nullable Consumer<MetricReject> consumer;

  /**
   * For an input.
   *
   * @param unit what its places count, such as "line"
   */
  Rejects(MetricReadOptions options, String unit) {
    this.source = options.source();
    this.unit = unit;
    this.consumer = options.rejects();
  }

  void line(LineReader lines, Fault fault) {
    int at = fault.at();
    boolean known = at >= 0;
    int column = known ? Excerpt.column(lines.bytes(), lines.start(), at) : 0;
    String excerpt =
        Excerpt.at(lines.bytes(), lines.start(), lines.end(), known ? at : lines.start());
    reject(new MetricPlace(source, unit, lines.number(), column), fault.problem(), excerpt);
  }

  void row(long number, String problem, @Nullable Exception cause) {
    MetricReject reject = new MetricReject(new MetricPlace(source, unit, number, 0), problem, "");
    if (consumer == null) {
      throw new MetricFormatException(reject, cause);
    }
    consumer.accept(reject);
  }

  /** What leaves no way to go on. */
  MetricFormatException fatal(long number, String problem, @Nullable Exception cause) {
    return new MetricFormatException(
        new MetricReject(new MetricPlace(source, unit, number, 0), problem, ""), cause);
  }

  /** Reading failed: the content is damaged, or the place it comes from fails. */
  StorageException reading(long number, IOException e) {
    if (e instanceof ZipException || e instanceof EOFException) {
      return fatal(
          number,
          "expected more, but what it comes in is damaged or was cut off ("
              + e.getMessage()
              + "); send it again",
          e);
    }
    return new StorageException(
        "read " + source + ": " + e.getMessage() + "; look at where it comes from", e);
  }

  private void reject(MetricPlace place, String problem, String excerpt) {
    MetricReject reject = new MetricReject(place, problem, excerpt);
    if (consumer == null) {
      throw new MetricFormatException(reject, null);
    }
    consumer.accept(reject);
  }
}
