// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import org.jspecify.annotations.Nullable;

/** One point of a histogram or gauge histogram: what its buckets, count and sum are to each other. Not thread-safe. */
final class HistogramPoint {
  private @Nullable String family;
  private double threshold;
  private double bucket;
  private boolean bucketed;
  private boolean negativeBucket;
  private boolean counted;
  private double count;
  private boolean summed;
  private boolean gauge;
  private double sum;

  void sample(SampleLine sample, String name, String suffix, double le) throws Fault {
    family = name;
    double value = ValueRules.value(sample);
    switch (suffix) {
      case "_bucket" -> bucket(sample, le, value);
      case "_count", "_gcount" -> {
        counted = true;
        count = value;
      }
      case "_sum", "_gsum" -> {
        summed = true;
        sum = value;
        gauge = suffix.equals("_gsum");
      }
      default -> {}
    }
  }

  private void bucket(SampleLine sample, double le, double value) throws Fault {
    boolean sorted = !bucketed || le > threshold;
    boolean cumulative = !bucketed || value >= bucket;
    bucketed = true;
    negativeBucket |= le < 0;
    threshold = le;
    bucket = value;
    if (!sorted) {
      throw new Fault(
          sample.place(sample.find("le")), "expected buckets in the order of their thresholds");
    }
    if (!cumulative) {
      throw new Fault(
          sample.valueAt, "expected at least as many as in the bucket before, which it includes");
    }
  }

  /** Ends the point; what it lacks is returned, null for nothing. */
  @Nullable Fault end() {
    String name = family;
    String lacking = name == null ? null : lacking();
    family = null;
    bucketed = false;
    negativeBucket = false;
    counted = false;
    summed = false;
    return lacking == null
        ? null
        : new Fault(
            Fault.NOWHERE,
            "expected " + lacking + " of the histogram " + name + " before this line");
  }

  private @Nullable String lacking() {
    if (!bucketed || threshold != Double.POSITIVE_INFINITY) {
      return "a last bucket +Inf";
    }
    if (counted != summed) {
      return "both a count and a sum, or none,";
    }
    if (counted && count != bucket) {
      return "the same count as in the bucket +Inf";
    }
    if (summed && negativeBucket && !gauge) {
      return "no sum, because there is a negative bucket,";
    }
    if (summed && sum < 0 && !negativeBucket) {
      return "a sum that is not negative";
    }
    return null;
  }
}
