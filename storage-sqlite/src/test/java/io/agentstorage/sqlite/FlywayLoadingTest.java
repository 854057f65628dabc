// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading the migration engine costs most of a second of a short command. */
class FlywayLoadingTest {
  @TempDir Path folder;

  @Test
  void onlyAMigrationLoadsTheMigrationEngine() throws Exception {
    Path file = folder.resolve("agent.db");

    assertThat(classesLoadedByOpening(file))
        .as("a new file")
        .anyMatch(name -> name.contains(" org.flywaydb."));
    assertThat(classesLoadedByOpening(file))
        .as("an up-to-date file")
        .anyMatch(name -> name.contains(" " + SqliteDatabase.class.getName() + " "))
        .noneMatch(name -> name.contains(" org.flywaydb."));
  }

  private List<String> classesLoadedByOpening(Path file) throws Exception {
    Path log = Files.createTempFile(folder, "classes", ".log");
    try (ChildJvm opening =
        ChildJvm.running(OpenMain.class, file.toString())
            .jvmOptions("-Xlog:class+load:file=" + log)
            .start()) {
      opening.awaitSuccess();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("org.flywaydb.") || line.contains("io.agentstorage."))
          .toList();
    }
  }
}
