// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.Printable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments that say which entry of the state. */
final class StateArguments {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(index = "0", paramLabel = "COMPONENT", description = "Who remembers it.")
  String component;

  @Parameters(index = "1", paramLabel = "KEY", description = "What it is about.")
  String key;

  /** Both, as they are named in messages. */
  String text() {
    return Printable.line(component + "/" + key);
  }

  /** What to say if it is not there. */
  String notThere() {
    return "agent-storage: state "
        + text()
        + " is not there; 'agent-storage state ls' lists what is";
  }

  /** What is not a name of an entry, or not a version, is a wrong command line. */
  ParameterException wrong(IllegalArgumentException e) {
    return wrong(spec, e);
  }

  /** The same for commands with other arguments. */
  static ParameterException wrong(CommandSpec spec, IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }
}
