// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * The columns of a metric archive, all required: what is absent is an empty text. The names and types are those of the
 * CloudZero agent's archives (app/types/metric.go, type ParquetMetric), so that what reads those reads these.
 */
final class MetricColumns {
  static final String CLUSTER = "cluster_name";
  static final String ACCOUNT = "cloud_account_id";
  static final String YEAR = "year";
  static final String MONTH = "month";
  static final String DAY = "day";
  static final String HOUR = "hour";
  static final String NAME = "metric_name";
  static final String NODE = "node_name";
  static final String CREATED = "created_at";
  static final String TIMESTAMP = "timestamp";
  static final String LABELS = "labels";
  static final String VALUE = "value";

  /** The name of the schema, which tells that a file was written here, and has a {@link Seal}. */
  static final String SCHEMA_NAME = "agentstorage_metric";

  /** In the order of the file. */
  static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(CLUSTER)
          .required(BINARY)
          .as(stringType())
          .named(ACCOUNT)
          .required(BINARY)
          .as(stringType())
          .named(YEAR)
          .required(BINARY)
          .as(stringType())
          .named(MONTH)
          .required(BINARY)
          .as(stringType())
          .named(DAY)
          .required(BINARY)
          .as(stringType())
          .named(HOUR)
          .required(BINARY)
          .as(stringType())
          .named(NAME)
          .required(BINARY)
          .as(stringType())
          .named(NODE)
          .required(INT64)
          .as(timestampType(true, TimeUnit.MILLIS))
          .named(CREATED)
          .required(INT64)
          .as(timestampType(true, TimeUnit.MILLIS))
          .named(TIMESTAMP)
          .required(BINARY)
          .as(stringType())
          .named(LABELS)
          .required(BINARY)
          .as(stringType())
          .named(VALUE)
          .named(SCHEMA_NAME);

  /** What a sample is made of; year to hour only repeat the timestamp. */
  static final List<String> READ =
      List.of(CLUSTER, ACCOUNT, NAME, NODE, CREATED, TIMESTAMP, LABELS, VALUE);

  private MetricColumns() {}
}
