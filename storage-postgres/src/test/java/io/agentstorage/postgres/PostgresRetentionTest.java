// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.repo.RetentionRunner;
import io.agentstorage.testkit.RetentionSuite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class PostgresRetentionTest extends RetentionSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  @Test
  void oldDaysThatAreEmptyGoTooThoughThereIsNoSampleToDelete() {
    try (Database database = TestDatabases.open()) {
      Instant now = Instant.parse("2031-05-06T12:00:00Z");
      MetricRepository samples = new MetricRepository(database);
      for (long days : List.of(40, 35, 1)) {
        samples.put(List.of(sample(now.minus(Duration.ofDays(days)))));
      }
      database.write(tx -> tx.deleteFrom(METRIC_DATA).execute());
      samples.put(List.of(sample(now)));

      run(database, Clock.fixed(now, ZoneOffset.UTC));

      assertThat(days(database)).isEqualTo(2);
    }
  }

  private static void run(Database database, Clock clock) {
    Retention retention =
        Retention.of(database, RetainedData.of(database), RetentionPolicy.defaults(), clock);
    new RetentionRunner(database, retention, DiskSpace.of(database, Map.of()), clock)
        .runOnce(new RetentionListener() {}, () -> false);
  }

  private static MetricSample sample(Instant time) {
    MetricSeries series = new MetricSeries("up", "n1", null, null, Map.of("job", "a"));
    return new MetricSample(series, time, time, new MetricValue("1"), null);
  }

  private static int days(Database database) {
    return database.read(
        tx ->
            tx.fetchCount(
                DSL.table(DSL.name("pg_inherits")),
                DSL.field(DSL.name("inhparent")).eq(DSL.field("'metric_data'::regclass"))));
  }
}
