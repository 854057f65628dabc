// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a scraper gives of a cluster: each node has containers with 20 metrics each, of 8 labels that these share. Eight
 * are counters of seconds, six numbers of bytes, six small numbers that seldom change, all as Go writes them. Samples are
 * made anew each time, as parsing does. The same arguments always give the same samples. Immutable.
 *
 * @param seriesPerNode how many series a node has, a multiple of 20
 */
record ScrapedCluster(int seriesPerNode) {
  static final Instant START = Instant.parse("2026-03-04T00:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final int METRICS = 20;
  private static final String[] NAMES = {
    "container_cpu_usage_seconds_total",
    "container_cpu_user_seconds_total",
    "container_cpu_system_seconds_total",
    "container_cpu_cfs_throttled_seconds_total",
    "container_fs_reads_seconds_total",
    "container_fs_writes_seconds_total",
    "container_pressure_cpu_waiting_seconds_total",
    "container_pressure_io_waiting_seconds_total",
    "container_memory_usage_bytes",
    "container_memory_working_set_bytes",
    "container_memory_rss",
    "container_memory_cache",
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_processes",
    "container_threads",
    "container_file_descriptors",
    "container_spec_cpu_quota",
    "container_spec_memory_limit_bytes",
    "container_start_time_seconds"
  };

  /** What one node shows at one time. */
  List<MetricSample> scrape(int node, int minute) {
    Instant time =
        START.plus(INTERVAL.multipliedBy(minute)).plusMillis(Math.floorMod(node * 7_919L, 60_000));
    List<MetricSample> samples = new ArrayList<>(seriesPerNode);
    String nodeName = "ip-10-0-" + node / 256 + "-" + node % 256 + ".ec2.internal";
    for (int container = 0; container < seriesPerNode / METRICS; container++) {
      Map<String, String> labels = labels(node, container);
      for (int metric = 0; metric < METRICS; metric++) {
        MetricSeries series =
            new MetricSeries(NAMES[metric], nodeName, "prod-eu-1", "123456789012", labels);
        MetricValue value = MetricValue.ofGo(value(node, container, metric, minute));
        samples.add(new MetricSample(series, time, time.plusMillis(40), value, null));
      }
    }
    return samples;
  }

  private static Map<String, String> labels(int node, int container) {
    int workload = (node * 31 + container) % 400;
    SplittableRandom random = new SplittableRandom(node * 1_000_003L + container);
    String pod = "app-" + workload + "-" + hex(random, 10) + "-" + hex(random, 5);
    return Map.of(
        "namespace", "team-" + workload % 40,
        "pod", pod,
        "container", "app-" + workload,
        "image",
            "registry.example.com/team-"
                + workload % 40
                + "/app-"
                + workload
                + ":1.2."
                + workload % 9,
        "id", "/kubepods/burstable/pod" + hex(random, 32) + "/" + hex(random, 64),
        "name", hex(random, 64),
        "job", "kubelet",
        "instance", "10.0." + node / 256 + "." + node % 256 + ":10250");
  }

  private static String hex(SplittableRandom random, int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  private static double value(int node, int container, int metric, int minute) {
    SplittableRandom fixed = new SplittableRandom((node * 10_007L + container) * 31 + metric);
    double scale = 1 + fixed.nextDouble() * 50;
    SplittableRandom now = new SplittableRandom(fixed.nextLong() + minute);
    if (metric < 8) {
      double seconds = scale * 1_000 + minute * scale / 10 + now.nextDouble();
      return Math.round(seconds * 1e6) / 1e6;
    }
    if (metric < 14) {
      return Math.round(scale * 4_000_000 + now.nextInt(1_000)) * 4_096.0 / 4_096;
    }
    return Math.round(scale) + (now.nextInt(20) == 0 ? 1 : 0);
  }
}
