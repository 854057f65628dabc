// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another implementation reads what is written here, and is read here. */
@Timeout(120)
class DuckDbTest {
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("yyyy|MM|dd|HH").withZone(ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void theTypesAreThoseOfTheCloudZeroAgent() throws Exception {
    Path file = folder.resolve("a.parquet");
    Archives.write(file, Archives.samples(3));
    try (Duck duck = new Duck()) {
      assertThat(
              duck.rows(
                  "SELECT name, type, repetition_type, converted_type, logical_type"
                      + " FROM parquet_schema('"
                      + file
                      + "') WHERE num_children IS NULL"))
          .containsExactly(
              text("cluster_name"),
              text("cloud_account_id"),
              text("year"),
              text("month"),
              text("day"),
              text("hour"),
              text("metric_name"),
              text("node_name"),
              time("created_at"),
              time("timestamp"),
              text("labels"),
              text("value"));
      assertThat(duck.rows("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')"))
          .containsExactly(List.of("SNAPPY"));
      assertThat(duck.rows("DESCRIBE SELECT * FROM '" + file + "'"))
          .filteredOn(row -> row.get(0).equals("timestamp") || row.get(0).equals("value"))
          .extracting(row -> row.get(1))
          .containsExactly("TIMESTAMP WITH TIME ZONE", "VARCHAR");
    }
  }

  @Test
  void oddSamplesAreReadAsTheyAre() throws Exception {
    agree(OddSamples.all());
  }

  @Test
  void randomSamplesAreReadAsTheyAre() throws Exception {
    agree(new RandomSamples(new Random(1)).list(5_000));
  }

  @Test
  void manyRowGroupsWithAndWithoutDictionariesAreReadAsTheyAre() throws Exception {
    Path file = folder.resolve("a.parquet");
    List<MetricSample> samples = new RandomSamples(new Random(2)).list(40_000);
    Archives.write(
        file,
        samples,
        ParquetOptions.defaults().rowGroupBytes(1024 * 1024).dictionaryBytes(20_000));
    try (Duck duck = new Duck()) {
      assertThat(duck.rows("SELECT num_row_groups > 2 FROM parquet_file_metadata('" + file + "')"))
          .containsExactly(List.of("true"));
    }
    agree(file, samples);
    assertThat(Archives.read(file)).isEqualTo(samples);
  }

  @Test
  void anEmptyFileHasNoRows() throws Exception {
    agree(List.of());
  }

  @Test
  void statisticsTellWhichHoursAFileHas() throws Exception {
    Path file = folder.resolve("a.parquet");
    Archives.write(file, Archives.samples(10_000));
    try (Duck duck = new Duck()) {
      assertThat(
              duck.rows(
                  "SELECT stats_min_value, stats_max_value FROM parquet_metadata('"
                      + file
                      + "') WHERE path_in_schema = 'timestamp'"))
          .containsExactly(List.of("2026-01-01 00:00:00+00", "2026-01-01 02:46:39+00"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PARQUET_VERSION v1", "PARQUET_VERSION v2", "COMPRESSION uncompressed"})
  void itsOwnFilesAreReadHere(String option) throws Exception {
    Path file = folder.resolve("theirs.parquet");
    try (Duck duck = new Duck()) {
      duck.run(
          "COPY (SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE 'prod' END AS cluster_name,"
              + " '' AS cloud_account_id, '2026' AS year, '01' AS month, '01' AS day, '00' AS hour,"
              + " 'up' AS metric_name, CASE WHEN i % 2 = 0 THEN NULL ELSE 'n' || i % 5 END AS"
              + " node_name, make_timestamp_ms(i + 5) AS created_at,"
              + " make_timestamp_ms(-i) AS timestamp, json_object('a', 'é' || i % 100)::VARCHAR AS"
              + " labels, (i * 0.5)::VARCHAR AS value FROM range(60000) t(i)) TO '"
              + file
              + "' (FORMAT parquet, ROW_GROUP_SIZE 20480, "
              + option
              + ")");
    }
    List<MetricSample> samples = Archives.read(file);
    assertThat(samples).hasSize(60_000);
    for (int i = 0; i < samples.size(); i++) {
      MetricSeries series =
          new MetricSeries(
              "up",
              i % 2 == 0 ? null : "n" + i % 5,
              i % 3 == 0 ? null : "prod",
              null,
              Map.of("a", "é" + i % 100));
      assertThat(samples.get(i))
          .isEqualTo(
              new MetricSample(
                  series,
                  Instant.ofEpochMilli(-i),
                  Instant.ofEpochMilli(i + 5),
                  new MetricValue(i / 2 + (i % 2 == 0 ? ".0" : ".5")),
                  null));
    }
    ParquetSummary summary = ParquetMetricFile.verify(file);
    assertThat(summary.checksummed()).isFalse();
    assertThat(summary.digest())
        .as("the same rows have the same digest, whoever wrote them")
        .isEqualTo(Archives.write(folder.resolve("ours.parquet"), samples).digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x'::VARCHAR AS value|row 1: a metric value must be a decimal number",
        "NULL::VARCHAR AS value|row 1: it has no value",
        "1.5::DOUBLE AS value|column value is no BINARY",
        "'1' AS value2|it has no column value"
      })
  void aFileOfSomethingElseIsRefused(String column) throws Exception {
    String[] parts = column.split("\\|", -1);
    Path file = folder.resolve("theirs.parquet");
    try (Duck duck = new Duck()) {
      duck.run(
          "COPY (SELECT '' AS cluster_name, '' AS cloud_account_id, 'up' AS metric_name, '' AS"
              + " node_name, make_timestamp_ms(1) AS created_at, make_timestamp_ms(1) AS"
              + " timestamp, '{}' AS labels, "
              + parts[0]
              + ") TO '"
              + file
              + "' (FORMAT parquet)");
    }
    assertThatThrownBy(() -> Archives.read(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(parts[1]);
  }

  @Test
  void anotherCompressionIsRefusedByName() throws Exception {
    Path file = folder.resolve("theirs.parquet");
    Path ours = folder.resolve("ours.parquet");
    Archives.write(ours, Archives.samples(10));
    try (Duck duck = new Duck()) {
      duck.run("COPY (FROM '" + ours + "') TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
    }
    assertThatThrownBy(() -> Archives.read(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("ZSTD");
  }

  @Test
  void aCopyByDuckDbHasTheSameRows() throws Exception {
    Path ours = folder.resolve("ours.parquet");
    Path copy = folder.resolve("copy.parquet");
    List<MetricSample> samples = new RandomSamples(new Random(3)).list(2_000);
    ParquetSummary summary = Archives.write(ours, samples);
    try (Duck duck = new Duck()) {
      duck.run("COPY (FROM '" + ours + "') TO '" + copy + "' (FORMAT parquet)");
    }
    assertThat(ParquetMetricFile.verify(copy).digest()).isEqualTo(summary.digest());
  }

  private void agree(List<MetricSample> samples) throws Exception {
    Path file = folder.resolve("ours.parquet");
    ParquetSummary summary = Archives.write(file, samples);
    agree(file, samples);
    assertThat(Archives.read(file)).isEqualTo(samples);
    assertThat(ParquetMetricFile.verify(file)).isEqualTo(summary);
    assertThat(summary.rows()).isEqualTo(samples.size());
    assertThat(file).hasSize(summary.bytes());
    assertThat(summary.checksummed()).isTrue();
  }

  private static void agree(Path file, List<MetricSample> samples) throws Exception {
    try (Duck duck = new Duck()) {
      List<List<String>> rows =
          duck.rows(
              "SELECT cluster_name, cloud_account_id, concat_ws('|', year, month, day, hour),"
                  + " metric_name, node_name, epoch_ms(created_at), epoch_ms(timestamp), labels,"
                  + " value FROM '"
                  + file
                  + "'");
      assertThat(rows).hasSameSizeAs(samples);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i)).as("row %s", i).isEqualTo(expected(samples.get(i)));
      }
      // DuckDB's own idea of the labels, not only of their text.
      assertThat(
              duck.rows(
                  "SELECT count(*) FROM '"
                      + file
                      + "' WHERE metric_name <> labels->>'$.__name__' OR (node_name <> '' AND"
                      + " node_name <> labels->>'$.node')"))
          .containsExactly(List.of("0"));
    }
  }

  private static List<String> expected(MetricSample sample) {
    MetricSeries series = sample.series();
    return List.of(
        series.clusterName() == null ? "" : series.clusterName(),
        series.cloudAccountId() == null ? "" : series.cloudAccountId(),
        YEAR.format(sample.timestamp()),
        series.name(),
        series.node() == null ? "" : series.node(),
        Long.toString(sample.created().toEpochMilli()),
        Long.toString(sample.timestamp().toEpochMilli()),
        OddSamples.json(series.allLabels()),
        sample.value().text());
  }

  private static List<String> text(String name) {
    return List.of(name, "BYTE_ARRAY", "REQUIRED", "UTF8", "StringType()");
  }

  private static List<String> time(String name) {
    return List.of(
        name,
        "INT64",
        "REQUIRED",
        "TIMESTAMP_MILLIS",
        "TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=MilliSeconds(), MICROS=<null>,"
            + " NANOS=<null>))");
  }
}
