// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;

/** Refuses resources of the name in BulkLoadSuite.REFUSED_NAME, with a trigger: no constraint of the schema would. */
final class RefuseOneName {
  private RefuseOneName() {}

  static void in(Database database) {
    database.write(
        tx ->
            tx.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON resource_tags WHEN new.name = 'web-13'"
                    + " BEGIN SELECT RAISE(ABORT, 'no'); END"));
  }
}
