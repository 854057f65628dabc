// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What no test can raise within its time or without harm; ErrorTableTest raises the others. */
class SqliteErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY_RECOVERY, BusyException, true, raise the busy timeout",
    "SQLITE_BUSY_TIMEOUT, BusyException, true, raise the busy timeout",
    "SQLITE_PROTOCOL, BusyException, true, raise the busy timeout",
    "SQLITE_LOCKED_SHAREDCACHE, BusyException, true, raise the busy timeout",
    "SQLITE_SCHEMA, BusyException, true, run the whole transaction again",
    "SQLITE_READONLY_DBMOVED, ReadOnlyException, false, close it and open it again",
    "SQLITE_READONLY_RECOVERY, ReadOnlyException, false, open it once for writing",
    "SQLITE_READONLY_DIRECTORY, ReadOnlyException, false, permissions of the file",
    "SQLITE_IOERR_FSYNC, StorageException, false, the system's log",
    "SQLITE_CORRUPT_INDEX, CorruptException, false, restore it from a backup",
    "SQLITE_CANTOPEN_DIRTYWAL, CannotOpenException, false, may be read",
    "SQLITE_NOMEM, StorageException, false, outside of Java's heap",
    "SQLITE_AUTH, StorageException, false, SQLITE_AUTH 23",
    "SQLITE_ABORT_ROLLBACK, StorageException, false, SQLITE_ABORT_ROLLBACK 516",
  })
  void becomes(SQLiteErrorCode code, String type, boolean retryable, String says) {
    StorageException become = SqliteErrors.classify("do it", "SELECT 1", failure(code));

    assertThat(become.getClass().getSimpleName()).isEqualTo(type);
    assertThat(become.retryable()).isEqualTo(retryable);
    assertThat(become).hasMessageStartingWith("do it: ").hasMessageContaining(says);
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeIsKeptWithItsCause(SQLiteErrorCode code) {
    SQLiteException failure = failure(code);
    StorageException become = SqliteErrors.classify("do it", "SELECT 1", failure);

    assertThat(become.statement().resultCode()).isEqualTo(code.code);
    assertThat(become.statement().sql()).isEqualTo("SELECT 1");
    assertThat(become).hasCause(failure).hasMessageStartingWith("do it: ");
  }

  @Test
  void whatAConverterThrewComesOutAsItWas() {
    CorruptException own = new CorruptException("no JSON");

    assertThat(SqliteErrors.classify("do it", null, new RuntimeException("wrapped", own)))
        .isSameAs(own);
  }

  private static SQLiteException failure(SQLiteErrorCode code) {
    return new SQLiteException(code + " (its own words)", code);
  }
}
