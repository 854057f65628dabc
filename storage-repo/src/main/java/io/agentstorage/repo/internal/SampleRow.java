// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A row of {@code metric_data} as it was read.
 *
 * @param series the number of its series
 * @param time its time in milliseconds
 * @param delay how much later it was taken in, in milliseconds
 * @param value its value
 */
record SampleRow(long series, long time, long delay, StoredNumber value) {

  /** Reads the columns series_id, sampled_at, delay, value and value_text. */
  static SampleRow read(ResultSet row) throws SQLException {
    double number = row.getDouble(4);
    return new SampleRow(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        new StoredNumber(row.wasNull() ? null : number, row.getString(5)));
  }

  PlacedSample placed(MetricSeries of) {
    return new PlacedSample(new SamplePlace(series, time), sample(of));
  }

  MetricSample sample(MetricSeries of) {
    return new MetricSample(
        of, Instant.ofEpochMilli(time), Instant.ofEpochMilli(time + delay), value.value(), null);
  }
}
