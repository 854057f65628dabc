// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One series of a remote_write body, used again for each. Not thread-safe. */
final class WireSeries {
  private final List<String> labels = new ArrayList<>();
  private double[] values = new double[4];
  private long[] times = new long[4];
  private int samples;

  /** How many native histograms it has. */
  int histograms;

  void clear() {
    labels.clear();
    samples = 0;
    histograms = 0;
  }

  void label(String name, String value) {
    labels.add(name);
    labels.add(value);
  }

  void sample(double value, long time) {
    if (samples == values.length) {
      values = Arrays.copyOf(values, 2 * samples);
      times = Arrays.copyOf(times, 2 * samples);
    }
    values[samples] = value;
    times[samples] = time;
    samples++;
  }

  /** Names and values by turns. */
  List<String> labels() {
    return labels;
  }

  int samples() {
    return samples;
  }

  double value(int sample) {
    return values[sample];
  }

  /** Milliseconds since 1970. */
  long time(int sample) {
    return times[sample];
  }
}
