// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricValue;

/** What OpenMetrics 1.0 asks of the value of one sample, by the type of its family (section "Metric Types"). */
final class ValueRules {
  private ValueRules() {}

  /**
   * Checks a sample.
   *
   * @param pointLabel which label is the bucket's, the quantile's or the state's, -1 if there is none
   * @return the bucket's threshold or the quantile, else 0
   */
  static double check(SampleLine sample, FamilyType type, String suffix, int pointLabel)
      throws Fault {
    switch (type) {
      case UNKNOWN, GAUGE -> {}
      case INFO -> require(sample, value(sample) == 1, "1, the value of every info");
      case STATESET -> {
        double state = value(sample);
        require(sample, state == 0 || state == 1, "0 or 1, the value of a state");
      }
      case COUNTER, HISTOGRAM, GAUGEHISTOGRAM, SUMMARY -> {
        if (suffix.isEmpty()) {
          return quantile(sample, pointLabel);
        }
        checkSuffixed(sample, suffix);
        if (suffix.equals("_bucket")) {
          return threshold(sample, pointLabel);
        }
      }
    }
    return 0;
  }

  private static void checkSuffixed(SampleLine sample, String suffix) throws Fault {
    double value = value(sample);
    switch (suffix) {
      case "_total", "_sum" ->
          require(sample, value >= 0, "a number that is not negative, as of all that only grows");
      case "_gsum" -> require(sample, !Double.isNaN(value), "a number, not NaN");
      case "_created" -> require(sample, Double.isFinite(value), "a time in seconds since 1970");
      default ->
          require(
              sample,
              value >= 0 && value == Math.rint(value) && !Double.isInfinite(value),
              "a count: a whole number that is not negative");
    }
  }

  private static double quantile(SampleLine sample, int label) throws Fault {
    double quantile = number(sample, label);
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new Fault(sample.place(label), "expected a quantile from 0 to 1");
    }
    require(sample, !(value(sample) < 0), "the value of a quantile, which is not negative");
    return quantile;
  }

  private static double threshold(SampleLine sample, int label) throws Fault {
    double threshold = number(sample, label);
    if (Double.isNaN(threshold)
        || threshold == Double.POSITIVE_INFINITY && !sample.value(label).equals("+Inf")) {
      throw new Fault(
          sample.place(label), "expected the threshold of a bucket, a number or exactly +Inf");
    }
    MetricValue exemplar = sample.exemplar;
    if (exemplar != null && !(exemplar.asDouble() <= threshold)) {
      throw new Fault(
          sample.exemplarAt, "expected an exemplar with a value that belongs into its bucket");
    }
    return threshold;
  }

  private static double number(SampleLine sample, int label) throws Fault {
    try {
      return new MetricValue(sample.value(label)).asDouble();
    } catch (IllegalArgumentException e) {
      throw new Fault(
          sample.place(label),
          "expected a number as the value of the label "
              + sample.key(label)
              + ", found another text");
    }
  }

  static double value(SampleLine sample) {
    String text = sample.value.text();
    if (text.length() > 15) {
      return sample.value.asDouble();
    }
    long whole = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return sample.value.asDouble();
      }
      whole = whole * 10 + digit;
    }
    return whole;
  }

  private static void require(SampleLine sample, boolean condition, String expected) throws Fault {
    if (!condition) {
      throw new Fault(sample.valueAt, "expected " + expected + ", found " + sample.value);
    }
  }
}
