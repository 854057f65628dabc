// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.Words;
import java.nio.file.Path;
import java.util.List;

/**
 * What is measured. Immutable.
 *
 * @param folder for databases, deleted in the end
 * @param results for the files of results
 * @param clusters how many there are, each time it is measured, {@code fleet.clusters}
 * @param resources how many each cluster has, {@code fleet.resources}
 * @param rounds of changes, and of questions, {@code fleet.rounds}
 */
record FleetOptions(Path folder, Path results, List<Integer> clusters, int resources, int rounds) {

  FleetOptions {
    clusters = List.copyOf(clusters);
    int before = 0;
    for (int count : clusters) {
      require(count > before, "a fleet grows, but fleet.clusters is " + clusters);
      before = count;
    }
    require(before > 0, "fleet.clusters has no number");
    require(resources >= 20, "fleet.resources is " + resources + ", at least it is 20");
    require(
        rounds >= 1 && rounds <= FleetCluster.MOST_ROUNDS,
        "fleet.rounds is " + rounds + ", it is 1 to " + FleetCluster.MOST_ROUNDS);
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }

  static FleetOptions of(String[] arguments) {
    return new FleetOptions(
        Path.of(arguments[0]).toAbsolutePath(),
        Path.of(arguments[1]).toAbsolutePath(),
        Words.of("fleet.clusters", "10 50 200").stream().map(Integer::valueOf).toList(),
        Integer.parseInt(System.getProperty("fleet.resources", "5000")),
        Integer.parseInt(System.getProperty("fleet.rounds", "5")));
  }

  /** A few small clusters first, so that no code is new to the JVM when it counts. */
  FleetOptions warmUp() {
    return new FleetOptions(
        folder.resolve("warm-up"), results, List.of(7), Math.min(resources, 2_000), 1);
  }

  /** The command that runs this. */
  String command() {
    return "./mvnw -q -pl benchmarks -am -DskipTests -Pfleet verify -Dfleet.clusters=\""
        + String.join(" ", clusters.stream().map(String::valueOf).toList())
        + "\" -Dfleet.resources="
        + resources
        + " -Dfleet.rounds="
        + rounds;
  }
}
