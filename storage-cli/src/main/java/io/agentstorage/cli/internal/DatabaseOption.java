// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.Database;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which database. */
public final class DatabaseOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "DATABASE",
      defaultValue = "agent.db",
      description = {
        "Which database: " + Location.HELP + " (default: ${DEFAULT-VALUE} in this folder)."
      })
  String database;

  @Option(names = "--cluster", paramLabel = "NAME", description = Location.CLUSTER_HELP)
  @Nullable String cluster;

  /** Where it is. */
  Location location() {
    try {
      return Location.of(database, cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--db: " + e.getMessage(), e);
    }
  }

  /** No database yet. */
  public DatabaseOption() {}

  /**
   * Opens it for looking only; it must exist.
   *
   * @return the database, to be closed
   */
  public Database openForReading() {
    return location().openForReading();
  }

  /**
   * Opens it for writing; it must exist.
   *
   * @return the database, to be closed
   */
  public Database openExistingForWriting() {
    return location().openExistingForWriting();
  }

  /**
   * Opens it for writing; creates it if it is missing.
   *
   * @return the database, to be closed
   */
  public Database openForWriting() {
    return location().openForWriting();
  }
}
