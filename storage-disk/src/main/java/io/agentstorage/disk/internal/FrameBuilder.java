// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.core.metric.MetricJson;
import io.agentstorage.core.metric.MetricSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes frames of the samples of a put, before any lock is taken. */
final class FrameBuilder {
  private final List<Frame> frames = new ArrayList<>();
  private ByteArrayOutputStream json = new ByteArrayOutputStream();
  private int rows;

  private FrameBuilder() {}

  /**
   * All frames of a put, without its time.
   *
   * @param samples what is put, at least one
   * @return at least one
   * @throws IllegalArgumentException if a sample cannot be written, or is too large
   */
  static List<Frame> of(Collection<MetricSample> samples) {
    FrameBuilder builder = new FrameBuilder();
    int row = 0;
    for (MetricSample sample : samples) {
      builder.add(sample, row++);
    }
    builder.end(true);
    return builder.frames;
  }

  private void add(MetricSample sample, int row) {
    if (json.size() >= Frame.ENOUGH_BYTES) {
      end(false);
    }
    if (rows > 0) {
      json.write(',');
    }
    int before = json.size();
    try (JsonGenerator generator = MetricJson.generator(json)) {
      MetricJson.write(generator, sample);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "sample " + row + " of the put cannot be written as JSON: " + e.getMessage(), e);
    }
    int length = json.size() - before;
    if (length > Frame.MAX_ROW_BYTES) {
      throw new IllegalArgumentException(
          "sample "
              + row
              + " of the put takes "
              + length
              + " bytes of JSON, of at most "
              + Frame.MAX_ROW_BYTES);
    }
    rows++;
  }

  private void end(boolean last) {
    frames.add(new Frame(json.toByteArray(), rows, 0, last));
    json = new ByteArrayOutputStream();
    rows = 0;
  }
}
