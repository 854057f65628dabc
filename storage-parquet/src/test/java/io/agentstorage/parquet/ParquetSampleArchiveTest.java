// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.SampleArchiveSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSampleArchiveTest extends SampleArchiveSuite {
  @TempDir Path databases;

  @Override
  protected Database openDatabase() {
    return SqliteDatabase.open(databases.resolve("agent.db"));
  }

  @Override
  protected SampleArchive openArchive(Path empty) {
    return new ParquetSampleArchive(empty);
  }

  @Test
  void whatACrashLeftOfAPartGoesWithIt() throws Exception {
    Path left = Files.createFile(databases.resolve(".part-1.parquet.0f.tmp"));
    Path other = Files.createFile(databases.resolve(".part-12.parquet.0f.tmp"));

    new ParquetSampleArchive(databases).discard("part-1");

    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }
}
