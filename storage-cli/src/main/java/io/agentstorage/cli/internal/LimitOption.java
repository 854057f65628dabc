// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how much is printed. */
public final class LimitOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(names = "--limit", paramLabel = "ROWS", description = "Print this many at the most.")
  @Nullable Long limit;

  /** No limit yet. */
  public LimitOption() {}

  /**
   * How many rows at the most. What is no number of rows is a wrong command line.
   *
   * @return the number
   */
  public long rows() {
    if (limit == null) {
      return Long.MAX_VALUE;
    }
    if (limit < 0) {
      throw new ParameterException(spec.commandLine(), "--limit must be 0 or more, is " + limit);
    }
    return limit;
  }
}
