// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.cli.internal.output.StateJson;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.repo.StateRepository;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints one entry of the state. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    header = "Prints what a component remembers under a key.",
    description = "Exit status 1 if it is not there.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage state get prices eu | jq .cpuHour",
      "  agent-storage state get prices eu -o json | jq .version"
    })
final class StateGetCommand implements Callable<Integer> {
  enum Format {
    value,
    json
  }

  @Mixin StateArguments which;
  @Mixin DatabaseOption database;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "value",
      description =
          "One of ${COMPLETION-CANDIDATES}: its value, or an object with its version and time too"
              + " (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() throws IOException {
    try (Database db = database.openForReading()) {
      Optional<StateEntry<JsonNode>> found =
          new StateRepository(db, Clock.systemUTC())
              .get(which.component, which.key, JsonNode.class);
      if (found.isEmpty()) {
        System.err.println(which.notThere());
        return ExitStatus.PARTLY;
      }
      if (format == Format.json) {
        StateJson.printEntry(found.get(), System.out);
      } else {
        StateJson.printValue(found.get(), System.out);
      }
      return ExitStatus.DONE;
    } catch (IllegalArgumentException e) {
      throw which.wrong(e);
    }
  }
}
