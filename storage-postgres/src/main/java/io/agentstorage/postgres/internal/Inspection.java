// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.TableSize;
import io.agentstorage.postgres.PostgresInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.postgresql.util.DriverInfo;

/** Looks at what a database is and how it is set. */
public final class Inspection {
  private final Database database;
  private final String place;
  private final String cluster;

  /**
   * An inspection.
   *
   * @param database the database
   * @param place where it is
   * @param cluster the name of its cluster
   */
  public Inspection(Database database, String place, String cluster) {
    this.database = database;
    this.place = place;
    this.cluster = cluster;
  }

  /**
   * Reads versions, sizes and settings.
   *
   * @return the facts
   */
  public PostgresInfo info() {
    return database.read(this::info);
  }

  private PostgresInfo info(DSLContext tx) {
    Record facts = tx.fetchSingle(PostgresStatements.INFO);
    Map<String, String> settings = new TreeMap<>();
    for (Record setting : tx.fetch(PostgresStatements.SETTINGS)) {
      settings.put(setting.get(0, String.class), setting.get(1, String.class));
    }
    List<String> versions = tx.fetch(PostgresStatements.HISTORY).getValues(0, String.class);
    return new PostgresInfo(
        place,
        cluster,
        facts.get(2, String.class),
        facts.get(1, Long.class),
        versions.get(versions.size() - 1),
        facts.get(0, String.class),
        DriverInfo.DRIVER_VERSION,
        facts.get(3, Boolean.class),
        settings);
  }

  /**
   * Reads the sizes of tables and indexes.
   *
   * @return the sizes, largest first
   */
  public List<TableSize> tableSizes() {
    return database.read(
        tx -> {
          List<TableSize> sizes = new ArrayList<>();
          for (Record row : tx.fetch(PostgresStatements.TABLE_SIZES)) {
            sizes.add(
                new TableSize(
                    row.get(0, String.class), row.get(1, Long.class), row.get(2, Long.class)));
          }
          return sizes;
        });
  }
}
