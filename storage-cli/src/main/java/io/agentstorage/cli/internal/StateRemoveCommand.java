// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.VersionConflictException;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.StateRepository;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes one entry of the state. */
@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    header = "Removes what a component remembers under a key.",
    description = "Exit status 1 if it is not there, or has another version.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage state rm prices eu",
      "  agent-storage state rm prices eu --if-version 3"
    })
final class StateRemoveCommand implements Callable<Integer> {
  @Mixin StateArguments which;
  @Mixin DatabaseOption database;

  @Option(names = "--if-version", paramLabel = "N", description = "Only if it has this version.")
  @Nullable Long expected;

  @Override
  public Integer call() {
    try (Database db = database.openExistingForWriting()) {
      if (remove(new StateRepository(db, Clock.systemUTC()))) {
        System.out.println("removed " + which.text());
        return ExitStatus.DONE;
      }
      System.err.println(which.notThere());
      return ExitStatus.PARTLY;
    } catch (VersionConflictException e) {
      System.err.println(
          e.actual() == 0
              ? which.notThere()
              : "agent-storage: state "
                  + which.text()
                  + " was not removed: it has version "
                  + e.actual()
                  + "; look at it with 'agent-storage state get', and remove it with --if-version "
                  + e.actual());
      return ExitStatus.PARTLY;
    } catch (IllegalArgumentException e) {
      throw which.wrong(e);
    }
  }

  private boolean remove(StateStore store) {
    if (expected == null) {
      return store.delete(which.component, which.key);
    }
    store.delete(which.component, which.key, expected);
    return true;
  }
}
