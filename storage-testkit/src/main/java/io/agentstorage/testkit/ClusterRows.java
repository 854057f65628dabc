// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Table;

/** All that is stored of the cluster of a database, as text that can be compared. */
final class ClusterRows {
  private static final String CLUSTER_ID = "cluster_id";
  private static final List<Table<?>> TABLES =
      List.of(
          LABEL_SET,
          LABEL_PAIR,
          LABEL_ENTRY,
          ANNOTATION_SET,
          RESOURCE_TAGS,
          RESOURCE_HISTORY,
          METRIC_SERIES,
          METRIC_DATA,
          OPERATIONAL_STATE);

  private ClusterRows() {}

  /** The rows of each table, without the number of the cluster. */
  static Map<String, List<String>> of(Database database) {
    return database.read(
        tx -> {
          Map<String, List<String>> rows = new TreeMap<>();
          for (Table<?> table : TABLES) {
            rows.put(
                table.getName(),
                tx.selectFrom(table).fetchMaps().stream()
                    .filter(row -> database.cluster().equals(row.get(CLUSTER_ID)))
                    .map(ClusterRows::text)
                    .sorted()
                    .toList());
          }
          return rows;
        });
  }

  private static String text(Map<String, Object> row) {
    Map<String, Object> others = new TreeMap<>(row);
    others.remove(CLUSTER_ID);
    // SQLite keeps no sign of zero; the text of a sample has it.
    others.replaceAll((name, value) -> Double.valueOf(-0.0).equals(value) ? 0.0 : value);
    return others.toString();
  }
}
