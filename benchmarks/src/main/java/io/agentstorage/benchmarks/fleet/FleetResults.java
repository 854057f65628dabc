// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.Spread;
import io.agentstorage.benchmarks.Timing;
import io.agentstorage.core.TableSize;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All that is measured. Not thread-safe. */
final class FleetResults {
  static final String CHANGED = "changed";
  static final String DELETED = "deleted";
  static final String RESOURCE = "for a resource";
  static final String REVISION = "for a revision";
  static final String COUNT = "count what has a label";

  final Samples loads;
  final Samples changes;
  final Samples bytes;
  final Samples questions;
  final Samples fleetQuestions;

  /** Of the tables and indexes on PostgreSQL in the end. */
  private List<TableSize> sizes = List.of();

  /** The names in the order of the tables: of who takes part, and of ways to count over all clusters. */
  FleetResults(List<String> contenders, List<String> counts) {
    loads =
        new Samples("resources/s", AtOnce.sizes().stream().map(AtOnce::title).toList(), contenders);
    changes = new Samples("a second", List.of(CHANGED, DELETED), contenders);
    bytes = new Samples("bytes", List.of(RESOURCE, REVISION), contenders);
    questions =
        new Samples("ms", Stream.of(Question.values()).map(Question::title).toList(), contenders);
    fleetQuestions = new Samples("ms", List.of(COUNT), counts);
  }

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
