// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.tables.records.MetricDataRecord;
import io.agentstorage.codegen.types.Digest;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Puts samples into the tables as they are, for suites that look at what becomes of them. */
final class RetentionSamples {
  private static final long PERIOD_MILLIS = 300_000;
  private static final long DAY_MILLIS = 86_400_000;

  /** Apart from the numbers that the stores give. */
  private static final long FIRST_SET = 1_000_000;

  private final Database database;

  RetentionSamples(Database database) {
    this.database = database;
  }

  record Series(int id, String name, Map<String, String> labels) {}

  void add(Series series, Instant from, Duration step, int count) {
    database.write(
        tx -> {
          define(tx, series);
          Set<Long> days = new HashSet<>();
          for (int i = 0; i < count; i++) {
            Instant at = from.plus(step.multipliedBy(i));
            if (days.add(Math.floorDiv(at.toEpochMilli(), DAY_MILLIS))) {
              addDay(tx, Math.floorDiv(at.toEpochMilli(), DAY_MILLIS));
            }
            tx.insertInto(METRIC_DATA).set(row(series, at, i)).execute();
          }
          return null;
        });
  }

  private MetricDataRecord row(Series series, Instant at, double value) {
    MetricDataRecord row = new MetricDataRecord();
    row.setClusterId(database.cluster());
    row.setPeriod(Math.floorDiv(at.toEpochMilli(), PERIOD_MILLIS));
    row.setSeriesId(new SeriesId(series.id()));
    row.setSampledAt(at);
    row.setDelay(250L);
    row.setValue(value);
    return row;
  }

  private void define(DSLContext tx, Series series) {
    tx.insertInto(LABEL_SET)
        .set(LABEL_SET.CLUSTER_ID, database.cluster())
        .set(LABEL_SET.ID, new LabelSetId(FIRST_SET + series.id()))
        .set(LABEL_SET.DIGEST, new Digest(1, series.id()))
        .set(LABEL_SET.LABELS, series.labels())
        .onConflictDoNothing()
        .execute();
    tx.insertInto(METRIC_SERIES)
        .set(METRIC_SERIES.CLUSTER_ID, database.cluster())
        .set(METRIC_SERIES.ID, new SeriesId(series.id()))
        .set(METRIC_SERIES.DIGEST, new Digest(2, series.id()))
        .set(METRIC_SERIES.NAME, series.name())
        .set(METRIC_SERIES.NODE, "node-1")
        .set(METRIC_SERIES.CLUSTER_NAME, "")
        .set(METRIC_SERIES.CLOUD_ACCOUNT_ID, "")
        .set(METRIC_SERIES.LABELS_ID, new LabelSetId(FIRST_SET + series.id()))
        .onConflictDoNothing()
        .execute();
  }

  /** A server has one partition a day. */
  private static void addDay(DSLContext tx, long day) {
    if (tx.family() == SQLDialect.POSTGRES) {
      tx.select(
              DSL.function(DSL.name("metric_data_add_day"), SQLDataType.CLOB, DSL.val(day))
                  .cast(SQLDataType.CLOB))
          .fetch();
    }
  }
}
