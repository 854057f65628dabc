// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.formats.internal.Inputs;
import io.agentstorage.formats.internal.SampleSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads samples from a stream or a file. Thread-safe; the streams it gives are not.
 *
 * <pre>{@code
 * MetricReadOptions options = MetricReadOptions.scrapedAt(Instant.now()).source(url).extraLabel("node", "n1");
 * try (Stream<MetricSample> samples = MetricInput.read(body, MetricFormat.PROMETHEUS_TEXT, options)) {
 *   samples.forEach(…);
 * }
 * }</pre>
 *
 * <p>Samples come as they are read: one line, one JSON row or one series is in memory, and of a remote_write body the whole.
 * So what was read before a fault has been given already; whoever wants all or nothing stores it in one transaction. The
 * exact text of a value is kept, also that of more digits than a {@code double} has. A sample that has no id gets a random
 * one.
 *
 * <p>The streams throw a {@link MetricFormatException} at the first fault, unless {@link MetricReadOptions#rejects} takes
 * it, and a {@link StorageException} if the input fails.
 */
public final class MetricInput {
  private MetricInput() {}

  /**
   * Reads an input. A text or JSON that is packed with gzip is unpacked.
   *
   * @param in the input; read from this point on, and closed with the stream that is returned
   * @param format how the samples are written
   * @param options how they are read
   * @return the samples in the order of the input, to be closed, best in a try-with-resources
   * @throws StorageException if the input fails
   */
  public static Stream<MetricSample> read(
      InputStream in, MetricFormat format, MetricReadOptions options) {
    return stream(Inputs.read(in, format, options));
  }

  /**
   * Reads a file, whose format is told by its name and the 65,536 bytes at its start, packed with gzip or not. Names that
   * tell: {@code .snappy}, {@code .sz}, {@code .json}, {@code .ndjson}, {@code .jsonl}, {@code .om}, {@code .om.txt}, {@code
   * .openmetrics}, {@code .prom.txt}, each also with {@code .gz}. A text of another name is OpenMetrics if there is something
   * in these bytes that only OpenMetrics has, or the file ends with {@code # EOF}; else it is Prometheus'.
   *
   * @param file the file; it is the source in errors, whatever the options say
   * @param options how it is read
   * @return the samples in the order of the file, to be closed, best in a try-with-resources
   * @throws CannotOpenException if there is no such file, or it may not be read
   * @throws StorageException if reading fails
   */
  public static Stream<MetricSample> open(Path file, MetricReadOptions options) {
    return stream(Inputs.open(file, options.source(file.toString())));
  }

  private static Stream<MetricSample> stream(SampleSource source) {
    return StreamSupport.stream(source, false).onClose(source::close);
  }
}
