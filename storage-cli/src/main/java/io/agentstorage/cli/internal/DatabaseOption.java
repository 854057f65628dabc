// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which database. */
final class DatabaseOption {
  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "agent.db",
      description = "The database file (default: ${DEFAULT-VALUE} in this folder).")
  Path file;

  /** Opens it for looking only; it must exist. */
  SqliteDatabase openForReading() {
    return SqliteDatabase.open(file, SqliteOptions.forReading());
  }

  /** Opens it for writing; it must exist. */
  SqliteDatabase openExistingForWriting() {
    return SqliteDatabase.open(file, SqliteOptions.defaults().createIfMissing(false));
  }

  /** Opens it for writing; creates it if it is missing. */
  SqliteDatabase openForWriting() {
    return SqliteDatabase.open(file);
  }
}
