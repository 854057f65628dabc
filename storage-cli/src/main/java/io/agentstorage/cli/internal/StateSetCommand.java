// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.cli.internal.output.StateJson;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.StateValueException;
import io.agentstorage.core.error.VersionConflictException;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.StateRepository;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets one entry of the state. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    header = "Sets what a component remembers under a key.",
    description = {
      "An equal value changes nothing. With --if-version of two who set it at once one is told that"
          + " the other was first.",
      "Exit status 1 if it has another version; nothing is then set."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage state set prices eu '{\"cpuHour\":0.031}'",
      "  agent-storage state set notes eu '\"a text has its own quotes\"' --if-version 0",
      "  agent-storage state set prices eu - < prices.json"
    })
final class StateSetCommand implements Callable<Integer> {
  /** With blanks a value may be longer than what is stored of it. */
  private static final int MOST_INPUT = 16 * StateStore.MAX_VALUE_BYTES;

  @Spec CommandSpec spec;
  @Mixin StateArguments which;
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Parameters(
      index = "2",
      paramLabel = "VALUE",
      description =
          "The value, in JSON, or - to read it from standard input. One that begins with - comes"
              + " after --.")
  String value;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if it has this version; 0 if it must not be there.")
  @Nullable Long expected;

  @Override
  public Integer call() throws IOException {
    JsonNode tree = tree();
    try (Database db = database.openExistingForWriting()) {
      print(set(new StateRepository(db, Clock.systemUTC()), tree));
      return ExitStatus.DONE;
    } catch (VersionConflictException e) {
      System.err.println(
          "agent-storage: state "
              + which.text()
              + " was not set: "
              + (e.actual() == 0 ? "it is not there" : "it has version " + e.actual())
              + "; look at it with 'agent-storage state get', and set it with --if-version "
              + e.actual());
      return ExitStatus.PARTLY;
    } catch (StateValueException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw which.wrong(e);
    }
  }

  private StateEntry<JsonNode> set(StateStore store, JsonNode tree) {
    return expected == null
        ? store.put(which.component, which.key, tree)
        : store.compareAndSet(which.component, which.key, expected, tree);
  }

  private JsonNode tree() throws IOException {
    try {
      JsonNode tree = value.equals("-") ? StateJson.parse(standardInput()) : StateJson.parse(value);
      if (tree.isMissingNode()) {
        throw new ParameterException(spec.commandLine(), "VALUE is empty; write null for nothing");
      }
      return tree;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new ParameterException(
          spec.commandLine(),
          "VALUE is not JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + "; a text has quotes of its own: '\"text\"'",
          e);
    }
  }

  private byte[] standardInput() throws IOException {
    byte[] input = System.in.readNBytes(MOST_INPUT + 1);
    if (input.length > MOST_INPUT) {
      throw new ParameterException(
          spec.commandLine(),
          "the value on standard input has more than " + Numbers.grouped(MOST_INPUT) + " bytes");
    }
    return input;
  }

  private void print(StateEntry<JsonNode> entry) throws IOException {
    if (report.format == ReportFormat.json) {
      StateJson.printEntry(entry, System.out);
    } else {
      System.out.println("set " + which.text() + ", version " + entry.version());
    }
  }
}
