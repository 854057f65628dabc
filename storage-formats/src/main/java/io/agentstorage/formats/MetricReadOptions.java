// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import io.agentstorage.core.metric.MetricSeries;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an input is read. Immutable: each method gives a changed copy.
 *
 * @param source what the input is called in errors, such as its file or address
 * @param timestamp the time of samples that have none, which is when they were scraped; null if that is an error
 * @param clock what {@code created} of the samples is read from; JSON rows have their own
 * @param clusterName the cluster of samples that name none, null if unknown
 * @param cloudAccountId the account of samples that name none, null if unknown
 * @param extraLabels labels that are added to every sample, such as {@code job} and {@code node}
 * @param honorLabels whether in a text the sample's own label wins over an extra one of the same name
 * @param checkFamilies whether OpenMetrics' rules are checked that concern more than one line or the meaning of a value
 * @param longestLine how many bytes a line or a JSON row may take
 * @param largestBody how many bytes a remote_write body may take when uncompressed
 * @param mostRemembered how many families, and how many metrics of one family, an OpenMetrics text may have
 * @param rejects who is given what cannot be read; null if the first of it is thrown
 */
public record MetricReadOptions(
    String source,
    @Nullable Instant timestamp,
    Clock clock,
    @Nullable String clusterName,
    @Nullable String cloudAccountId,
    Map<String, String> extraLabels,
    boolean honorLabels,
    boolean checkFamilies,
    int longestLine,
    int largestBody,
    int mostRemembered,
    @Nullable Consumer<MetricReject> rejects) {

  /**
   * Checks the numbers and the extra labels, and copies the labels.
   *
   * @throws IllegalArgumentException if a number is out of its range, or a label has no name or is {@code __name__}
   */
  public MetricReadOptions {
    requireRange("longest line", longestLine, 64, 1 << 30);
    requireRange("largest body", largestBody, 64, 1 << 30);
    requireRange("most remembered", mostRemembered, 1, 1 << 24);
    if (extraLabels.containsKey("") || extraLabels.containsKey(MetricSeries.NAME_LABEL)) {
      throw new IllegalArgumentException(
          "an extra label must have a name, and not __name__: " + extraLabels.keySet());
    }
    extraLabels = Map.copyOf(extraLabels);
  }

  /**
   * An input called {@code input}, no time for samples without one, the system's clock, no cluster and account, no extra
   * labels, which are not overridden, all rules checked, lines of 1 MiB, bodies of 64 MiB, 1,000,000 remembered, and the
   * first fault thrown.
   *
   * @return the defaults
   */
  public static MetricReadOptions defaults() {
    return new MetricReadOptions(
        "input",
        null,
        Clock.systemUTC(),
        null,
        null,
        Map.of(),
        false,
        true,
        1 << 20,
        64 << 20,
        1_000_000,
        null);
  }

  /**
   * The defaults for a scrape: {@link #defaults()} with a time.
   *
   * @param time when it was scraped
   * @return the options
   */
  public static MetricReadOptions scrapedAt(Instant time) {
    return defaults().timestamp(time);
  }

  /**
   * Sets what the input is called in errors.
   *
   * @param name its file or address
   * @return a changed copy
   */
  public MetricReadOptions source(String name) {
    return new MetricReadOptions(
        name,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets the time of samples that have none. In the text formats nearly all have none.
   *
   * @param time when they were scraped, null to make it an error
   * @return a changed copy
   */
  public MetricReadOptions timestamp(@Nullable Instant time) {
    return new MetricReadOptions(
        source,
        time,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets the clock.
   *
   * @param time what {@code created} is read from, once for an input
   * @return a changed copy
   */
  public MetricReadOptions clock(Clock time) {
    return new MetricReadOptions(
        source,
        timestamp,
        time,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets the cluster and the account of samples that name none.
   *
   * @param cluster the cluster, null if unknown
   * @param account the account at the cloud provider, null if unknown
   * @return a changed copy
   */
  public MetricReadOptions cluster(@Nullable String cluster, @Nullable String account) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        cluster,
        account,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Adds a label to every sample, as a scraper adds {@code job} and {@code instance}. Where a sample of a text has a label
   * of this name, that is called {@code exported_…}, as Prometheus has it; see {@link #honorLabels(boolean)}. In the other
   * formats, which come from another scraper, the sample's own label stays.
   *
   * @param name the name of the label; {@code node} sets the node of the series
   * @param value its value
   * @return a changed copy
   * @throws IllegalArgumentException if the name is empty or {@code __name__}
   */
  public MetricReadOptions extraLabel(String name, String value) {
    Map<String, String> labels = new TreeMap<>(extraLabels);
    labels.put(name, value);
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        labels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets who wins in a text if a sample has an extra label already.
   *
   * @param honor true for the sample's own label, as {@code honor_labels} of Prometheus
   * @return a changed copy
   */
  public MetricReadOptions honorLabels(boolean honor) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honor,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets whether OpenMetrics is checked beyond its grammar: metadata, grouping, order of times, names and values of each
   * type. Prometheus checks none of that, so there are senders that break it, as with a histogram of negative values.
   *
   * @param check false to read what Prometheus reads
   * @return a changed copy
   */
  public MetricReadOptions checkFamilies(boolean check) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        check,
        longestLine,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets how long a line or a JSON row may be. One at a time is in memory.
   *
   * @param bytes 64 to 2^30
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricReadOptions longestLine(int bytes) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        bytes,
        largestBody,
        mostRemembered,
        rejects);
  }

  /**
   * Sets how large a remote_write body may be. It is in memory as a whole; nothing is allocated for a larger one.
   *
   * @param bytes uncompressed, 64 to 2^30
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricReadOptions largestBody(int bytes) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        bytes,
        mostRemembered,
        rejects);
  }

  /**
   * Sets how much of an OpenMetrics text is remembered for its rules: the names of its families, and which metrics the
   * current family has had. A million of each takes some 150 MB. A text that has more is refused.
   *
   * @param count 1 to 2^24
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricReadOptions mostRemembered(int count) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        count,
        rejects);
  }

  /**
   * Sets who is given what cannot be read, so that reading goes on behind it: behind the line of a text, the object of a
   * JSON array, the series of a remote_write body. What leaves no way to go on is still thrown: JSON that is none, a
   * damaged body.
   *
   * @param consumer is called by the thread that reads; null to have the first fault thrown
   * @return a changed copy
   */
  public MetricReadOptions rejects(@Nullable Consumer<MetricReject> consumer) {
    return new MetricReadOptions(
        source,
        timestamp,
        clock,
        clusterName,
        cloudAccountId,
        extraLabels,
        honorLabels,
        checkFamilies,
        longestLine,
        largestBody,
        mostRemembered,
        consumer);
  }

  private static void requireRange(String name, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", is " + number);
    }
  }
}
