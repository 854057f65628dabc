// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import static io.agentstorage.codegen.Tables.BULK_LOAD;

import io.agentstorage.codegen.tables.records.BulkLoadRecord;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.ResumePoint;
import java.time.Clock;
import org.jooq.DSLContext;

/**
 * Keeps how far a bulk load is in the table {@code bulk_load}, under a name. The name stands for the input: give another
 * input another name, such as that of its file with its time or checksum. Thread-safe; of two loads under one name at
 * once the later commit counts, so run one at a time.
 */
public final class StoredResumePoint implements ResumePoint {
  private final Database database;
  private final ClusterId cluster;
  private final String name;
  private final Clock clock;

  /**
   * A point of a database.
   *
   * @param database the open database
   * @param name names the load within the cluster, not empty
   * @param clock gives the time at which it was saved
   * @throws IllegalArgumentException if the name is empty
   */
  public StoredResumePoint(Database database, String name, Clock clock) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a resume point needs a name that stands for the input");
    }
    this.database = database;
    this.cluster = database.cluster();
    this.name = name;
    this.clock = clock;
  }

  @Override
  public BulkLoadProgress read(DSLContext tx) {
    BulkLoadRecord row =
        tx.fetchOne(BULK_LOAD, BULK_LOAD.CLUSTER_ID.eq(cluster).and(BULK_LOAD.NAME.eq(name)));
    return row == null
        ? BulkLoadProgress.NONE
        : new BulkLoadProgress(
            row.getInserted(), row.getUpdated(), row.getUnchanged(), row.getRejected());
  }

  @Override
  public void save(DSLContext tx, BulkLoadProgress progress) {
    BulkLoadRecord row = new BulkLoadRecord();
    row.setClusterId(cluster);
    row.setName(name);
    row.setInserted(progress.inserted());
    row.setUpdated(progress.updated());
    row.setUnchanged(progress.unchanged());
    row.setRejected(progress.rejected());
    row.setSavedAt(clock.instant());
    tx.insertInto(BULK_LOAD)
        .set(row)
        .onConflict(BULK_LOAD.CLUSTER_ID, BULK_LOAD.NAME)
        .doUpdate()
        .set(row)
        .execute();
  }

  /**
   * Forgets it: a load under this name begins with its first row.
   *
   * @return false if there was nothing to forget
   */
  public boolean forget() {
    return database.write(
        tx ->
            tx.deleteFrom(BULK_LOAD)
                    .where(BULK_LOAD.CLUSTER_ID.eq(cluster))
                    .and(BULK_LOAD.NAME.eq(name))
                    .execute()
                > 0);
  }
}
