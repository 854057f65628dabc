// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.PeerSchema;
import io.agentstorage.benchmarks.load.tools.RowTable;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables that resources are kept in. Both hold the same information. */
enum Schema {
  /** One table with labels and annotations as JSON text. */
  PEER,

  /** The tables of this library: each distinct set of labels once, with an index of its labels. */
  OURS;

  /** In the order in which they must be written. */
  List<RowTable> tables() {
    return switch (this) {
      case PEER -> List.of(RowTable.PEER);
      case OURS ->
          List.of(
              RowTable.LABEL_SET,
              RowTable.LABEL_PAIR,
              RowTable.LABEL_ENTRY,
              RowTable.ANNOTATION_SET,
              RowTable.RESOURCE_TAGS);
    };
  }

  void create(Path file) throws SQLException {
    if (this == OURS) {
      SqliteDatabase.open(file).close();
    } else {
      try (Connection connection = DataSources.of(file).getConnection()) {
        PeerSchema.create(connection);
      }
    }
  }
}
