// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

/**
 * What work on one cluster takes as the number of clusters in its PostgreSQL grows, beside files of SQLite and beside
 * plain JDBC with COPY into one table; and what the fleet takes of the disk.
 */
public final class FleetGrowth {
  private FleetGrowth() {}

  /**
   * Measures and writes the results; {@link FleetOptions} says what can be set.
   *
   * @param arguments a folder for databases, a folder for results
   * @throws Exception if anything fails, a wrong answer too
   */
  public static void main(String[] arguments) throws Exception {
    run(FleetOptions.of(arguments), true);
  }

  static void run(FleetOptions options, boolean warmUp) throws Exception {
    try (FleetServer server = FleetServer.start()) {
      if (warmUp) {
        measure(server, options.warmUp());
      }
      FleetResults results = measure(server, options);
      new FleetReport(options, results, server.describe()).write();
    }
  }

  private static FleetResults measure(FleetServer server, FleetOptions options) throws Exception {
    try (FleetRun run = new FleetRun(server, options)) {
      return run.run();
    }
  }
}
