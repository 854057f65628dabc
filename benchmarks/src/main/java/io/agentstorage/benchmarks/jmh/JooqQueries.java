// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.LabelSetTable;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** What users of jOOQ alone would write over the generated tables. */
final class JooqQueries {
  private static final LabelSetTable METRIC_LABELS = LABEL_SET.as("m");
  private static final LabelSetTable LABELS = LABEL_SET.as("l");

  private JooqQueries() {}

  static DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.SQLITE, new Settings().withRenderSchema(false));
  }

  static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static ResultQuery<? extends Record> byKey(
      DSLContext dsl, Field<ResourceType> type, Field<String> namespace, Field<String> name) {
    return dsl.select(
            RESOURCE_TAGS.ID,
            RESOURCE_TAGS.TYPE,
            RESOURCE_TAGS.NAMESPACE,
            RESOURCE_TAGS.NAME,
            RESOURCE_TAGS.UID,
            METRIC_LABELS.LABELS,
            LABELS.LABELS,
            ANNOTATION_SET.CONTENT,
            RESOURCE_TAGS.RECORD_CREATED,
            RESOURCE_TAGS.RECORD_UPDATED,
            RESOURCE_TAGS.SENT_AT,
            RESOURCE_TAGS.REVISION,
            RESOURCE_TAGS.CHANGED_BY)
        .from(RESOURCE_TAGS)
        .leftJoin(METRIC_LABELS)
        .on(METRIC_LABELS.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(METRIC_LABELS.ID.eq(RESOURCE_TAGS.METRIC_LABELS_ID))
        .leftJoin(LABELS)
        .on(LABELS.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(LABELS.ID.eq(RESOURCE_TAGS.LABELS_ID))
        .leftJoin(ANNOTATION_SET)
        .on(ANNOTATION_SET.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(ANNOTATION_SET.ID.eq(RESOURCE_TAGS.ANNOTATIONS_ID))
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(ClusterId.LOCAL))
        .and(RESOURCE_TAGS.TYPE.eq(type))
        .and(RESOURCE_TAGS.NAMESPACE.eq(namespace))
        .and(RESOURCE_TAGS.NAME.eq(name));
  }

  static ResourceTags resource(Record row) {
    String namespace = row.get(RESOURCE_TAGS.NAMESPACE);
    return ResourceTags.builder(row.get(RESOURCE_TAGS.TYPE), row.get(RESOURCE_TAGS.NAME))
        .id(row.get(RESOURCE_TAGS.ID))
        .namespace(namespace.isEmpty() ? null : namespace)
        .uid(row.get(RESOURCE_TAGS.UID))
        .metricLabels(row.get(METRIC_LABELS.LABELS))
        .labels(row.get(LABELS.LABELS))
        .annotations(row.get(ANNOTATION_SET.CONTENT))
        .recordCreated(row.get(RESOURCE_TAGS.RECORD_CREATED))
        .recordUpdated(row.get(RESOURCE_TAGS.RECORD_UPDATED))
        .sentAt(row.get(RESOURCE_TAGS.SENT_AT))
        .revision(row.get(RESOURCE_TAGS.REVISION))
        .changedBy(row.get(RESOURCE_TAGS.CHANGED_BY))
        .build();
  }
}
