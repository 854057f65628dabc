// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.TableSize;
import io.agentstorage.postgres.PostgresDatabase;
import io.agentstorage.sqlite.SqliteDatabase;
import java.util.List;

/** What is asked of a database that each module answers in its own way. */
final class Inspections {
  private Inspections() {}

  /** How much room each table and index takes, largest first. */
  static List<TableSize> tableSizes(Database database) {
    return switch (database) {
      case SqliteDatabase sqlite -> sqlite.tableSizes();
      case PostgresDatabase postgres -> postgres.tableSizes();
      default -> throw unknown(database);
    };
  }

  /** Runs one query in the SQL of the database. */
  static <X extends Exception> void query(Database database, String sql, QueryVisitor<X> visitor)
      throws X {
    switch (database) {
      case SqliteDatabase sqlite -> sqlite.readOnlyQuery(sql, visitor);
      case PostgresDatabase postgres -> postgres.readOnlyQuery(sql, visitor);
      default -> throw unknown(database);
    }
  }

  /** A location opens only what is known here. */
  static IllegalStateException unknown(Database database) {
    return new IllegalStateException("a database of an unknown kind: " + database.getClass());
  }
}
