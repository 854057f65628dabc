// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What OpenMetrics 1.0 asks of the samples of one family: metrics that are not interleaved, the times of their points, and
 * by {@link ValueRules} and {@link HistogramPoint} the values. Not thread-safe.
 */
final class MetricRules {
  private final int most;
  private final LabelHash hash = new LabelHash();
  private final HashKeys seen = new HashKeys();
  private final HistogramPoint histogram = new HistogramPoint();
  private final Set<String> pointLabels = new HashSet<>();

  private boolean inMetric;
  private long metric1;
  private long metric2;
  private @Nullable UnixSeconds time;
  private int pointSuffixes;
  private @Nullable Fault earlier;

  MetricRules(int most) {
    this.most = most;
  }

  /** Another family begins, or the text ends. */
  void family() {
    endPoint();
    inMetric = false;
    seen.clear();
  }

  @Nullable Fault takeEarlier() {
    Fault taken = earlier;
    earlier = null;
    return taken;
  }

  void sample(SampleLine sample, FamilyType type, String family, String suffix) throws Fault {
    String pointLabel = type.pointLabel(family, suffix);
    int at = pointLabel == null ? -1 : sample.find(pointLabel);
    if (pointLabel != null && at < 0) {
      throw new Fault(
          sample.nameAt, "expected a label " + Excerpt.quote(pointLabel) + ", found none");
    }
    checkReserved(sample, type, pointLabel);
    if (sample.exemplar != null && !type.allowsExemplar(suffix)) {
      throw new Fault(
          sample.exemplarAt,
          "expected no exemplar: only the buckets of histograms and the totals of counters have"
              + " some");
    }
    double threshold = ValueRules.check(sample, type, suffix, at);
    if (type == FamilyType.INFO) {
      return; // which of its labels are the metric's cannot be told
    }
    metric(sample, at);
    point(sample, type, suffix, at);
    if (type.isHistogram()) {
      histogram.sample(sample, family, suffix, threshold);
    }
  }

  private static void checkReserved(SampleLine sample, FamilyType type, @Nullable String pointLabel)
      throws Fault {
    String reserved =
        switch (type) {
          case HISTOGRAM, GAUGEHISTOGRAM -> "le";
          case SUMMARY -> "quantile";
          default -> null;
        };
    if (reserved == null || reserved.equals(pointLabel)) {
      return;
    }
    int at = sample.find(reserved);
    if (at >= 0) {
      throw new Fault(
          sample.place(at), "expected no label " + Excerpt.quote(reserved) + " on this sample");
    }
  }

  private void metric(SampleLine sample, int pointLabel) throws Fault {
    hash.compute(sample, pointLabel);
    boolean same = inMetric && hash.first() == metric1 && hash.second() == metric2;
    UnixSeconds before = time;
    UnixSeconds now = sample.time;
    if (same && (before == null || now == null || now.compareTo(before) <= 0)) {
      checkSamePoint(sample, before, now);
      return;
    }
    endPoint();
    time = now;
    if (same) {
      return;
    }
    inMetric = true;
    metric1 = hash.first();
    metric2 = hash.second();
    if (seen.size() == most) {
      throw new Fault(
          sample.nameAt,
          "expected at most "
              + most
              + " metrics in a family; MetricReadOptions.mostRemembered allows more");
    }
    if (!seen.add(metric1, metric2)) {
      throw new Fault(
          sample.nameAt,
          "expected the samples with the same labels together, found some of them before others");
    }
  }

  private static void checkSamePoint(
      SampleLine sample, @Nullable UnixSeconds before, @Nullable UnixSeconds now) throws Fault {
    if ((before == null) != (now == null)) {
      throw new Fault(
          now == null ? sample.valueAt : sample.timeAt,
          "expected all samples with the same labels to have a time, or none");
    }
    if (before != null && now != null && now.compareTo(before) < 0) {
      throw new Fault(sample.timeAt, "expected a time that is not before that of the line above");
    }
  }

  /** Points with a time may come again with the same time: the test vectors of OpenMetrics have them. */
  private void point(SampleLine sample, FamilyType type, String suffix, int pointLabel)
      throws Fault {
    boolean fresh;
    if (pointLabel >= 0) {
      fresh = pointLabels.add(sample.value(pointLabel));
    } else {
      int bit = 1 << type.suffixes().indexOf(suffix);
      fresh = (pointSuffixes & bit) == 0;
      pointSuffixes |= bit;
    }
    if (!fresh && sample.time == null) {
      throw new Fault(
          sample.nameAt, "expected each name with its labels once, found this one a second time");
    }
  }

  private void endPoint() {
    Fault lacking = histogram.end();
    if (earlier == null) {
      earlier = lacking;
    }
    time = null;
    pointSuffixes = 0;
    pointLabels.clear();
  }
}
