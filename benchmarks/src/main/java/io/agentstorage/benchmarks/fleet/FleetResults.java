// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.Spread;
import io.agentstorage.benchmarks.Timing;
import io.agentstorage.core.TableSize;
import java.util.List;
import java.util.Locale;

/** All that is measured. Not thread-safe. */
final class FleetResults {
  final Samples loads = new Samples("resources/s");
  final Samples changes = new Samples("a second");
  final Samples bytes = new Samples("bytes");
  final Samples questions = new Samples("ms");
  final Samples fleetQuestions = new Samples("ms");

  /** Of the tables and indexes on PostgreSQL in the end. */
  private List<TableSize> sizes = List.of();

  void sizes(List<TableSize> measured) {
    sizes = List.copyOf(measured);
  }

  List<TableSize> sizes() {
    return sizes;
  }

  void report(int clusters) {
    loads.report(clusters, FleetResults::rate);
    changes.report(clusters, FleetResults::rate);
    bytes.report(clusters, FleetResults::bytes);
    questions.report(clusters, FleetResults::time);
    fleetQuestions.report(clusters, FleetResults::time);
  }

  /** The median, the least and the most. */
  static String rate(List<Double> rounds) {
    Spread spread = Spread.of(rounds.stream().mapToDouble(Double::doubleValue));
    return spread == null ? "" : spread.text();
  }

  static String bytes(List<Double> values) {
    return String.format(Locale.ROOT, "%,.0f", values.getFirst());
  }

  /** The median, and between which times nine of ten were. */
  static String time(List<Double> millis) {
    return timing(millis).spread();
  }

  static Timing timing(List<Double> millis) {
    return new Timing(1, millis);
  }
}
