// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.AnnotationSetTable;
import io.agentstorage.codegen.tables.LabelSetTable;
import io.agentstorage.codegen.tables.ResourceHistoryTable;
import io.agentstorage.codegen.tables.ResourceTagsTable;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.model.ResourceTags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code resource_tags}, or of {@code resource_history} under the same name, with their label and annotation
 * sets, and how they become resources. The two tables have the same columns, so that what is said of the one holds for
 * the other. Thread-safe.
 */
final class ResourceRows {
  /** Rows under the name of the table itself, which conditions of users are about. */
  static final ResourceRows PLAIN =
      new ResourceRows(RESOURCE_TAGS, RESOURCE_HISTORY.as(RESOURCE_TAGS), "");

  final ResourceTagsTable current;
  final ResourceHistoryTable past;
  private final LabelSetTable metricLabels;
  private final LabelSetTable labels;
  private final AnnotationSetTable annotations;
  private final List<Field<?>> fields;

  private ResourceRows(ResourceTagsTable current, ResourceHistoryTable past, String prefix) {
    this.current = current;
    this.past = past;
    this.metricLabels = LABEL_SET.as(prefix + "metric_labels");
    this.labels = LABEL_SET.as(prefix + "labels");
    this.annotations = ANNOTATION_SET.as(prefix + "annotations");
    this.fields =
        List.of(
            current.ID,
            current.TYPE,
            current.NAMESPACE,
            current.NAME,
            current.UID,
            metricLabels.LABELS,
            labels.LABELS,
            annotations.CONTENT,
            current.RECORD_CREATED,
            current.RECORD_UPDATED,
            current.SENT_AT,
            current.REVISION,
            current.CHANGED_BY);
  }

  /** Rows under another name, for where a statement has two of them. */
  static ResourceRows named(String name) {
    return new ResourceRows(RESOURCE_TAGS.as(name), RESOURCE_HISTORY.as(name), name + "_");
  }

  /** What must be selected of what is. */
  List<Field<?>> fields() {
    return fields;
  }

  /** What must be selected of what was: when it was sent is not part of that. */
  List<Field<?>> fieldsWithoutSentAt() {
    List<Field<?>> past = new ArrayList<>(fields);
    past.set(fields.indexOf(current.SENT_AT), nothing(current.SENT_AT));
    return past;
  }

  /** What must be selected where there is no row. */
  List<Field<?>> nothing() {
    List<Field<?>> nothing = new ArrayList<>();
    fields.forEach(field -> nothing.add(nothing(field)));
    return nothing;
  }

  /** The rows of a table of this name, with their sets. */
  Table<?> withSets(Table<?> rows) {
    return rows.leftJoin(metricLabels)
        .on(metricLabels.CLUSTER_ID.eq(current.CLUSTER_ID))
        .and(metricLabels.ID.eq(current.METRIC_LABELS_ID))
        .leftJoin(labels)
        .on(labels.CLUSTER_ID.eq(current.CLUSTER_ID))
        .and(labels.ID.eq(current.LABELS_ID))
        .leftJoin(annotations)
        .on(annotations.CLUSTER_ID.eq(current.CLUSTER_ID))
        .and(annotations.ID.eq(current.ANNOTATIONS_ID));
  }

  /** About the bytes of a row as JSON: that of its sets, and its texts. */
  Field<Long> bytes() {
    return octets(metricLabels.LABELS)
        .plus(octets(labels.LABELS))
        .plus(DSL.coalesce(annotations.BYTES, DSL.inline(0L)))
        .plus(octets(current.TYPE))
        .plus(octets(current.NAMESPACE))
        .plus(octets(current.NAME))
        .plus(octets(current.UID));
  }

  /** The resource of a row of {@link #fields()}, read from the driver itself. */
  ResourceTags resource(ResultSet row) throws SQLException {
    @Nullable Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = StoredValue.read(row, i + 1, fields.get(i));
    }
    try {
      return build(at -> values[at], 0);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw broken(e);
    }
  }

  /** The resource of a row that has nothing else before it. */
  ResourceTags resource(Record row) {
    ResourceTags resource = resource(row, 0);
    if (resource == null) {
      throw broken(null);
    }
    return resource;
  }

  /** The resource of a row, whose fields begin at a place; null where there is {@link #nothing()}. */
  @Nullable ResourceTags resource(Record row, int at) {
    try {
      return row.get(at) == null ? null : build(row::get, at);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw broken(e);
    }
  }

  /** A damaged file gives NULL and empty text where the schema allows neither. */
  static CorruptException broken(@Nullable RuntimeException cause) {
    return new CorruptException(
        "read a resource: the database holds one without id, type, name or namespace; something"
            + " else wrote to it, or it is damaged: restore it from a backup",
        FailedStatement.NONE,
        cause);
  }

  private ResourceTags build(IntFunction<@Nullable Object> row, int at) {
    String namespace = required(row, at + 2, current.NAMESPACE);
    return ResourceTags.builder(
            required(row, at + 1, current.TYPE), required(row, at + 3, current.NAME))
        .id(required(row, at, current.ID))
        .namespace(namespace.isEmpty() ? null : namespace)
        .uid(value(row, at + 4, current.UID))
        .metricLabels(value(row, at + 5, metricLabels.LABELS))
        .labels(value(row, at + 6, labels.LABELS))
        .annotations(value(row, at + 7, annotations.CONTENT))
        .recordCreated(value(row, at + 8, current.RECORD_CREATED))
        .recordUpdated(value(row, at + 9, current.RECORD_UPDATED))
        .sentAt(value(row, at + 10, current.SENT_AT))
        .revision(value(row, at + 11, current.REVISION))
        .changedBy(value(row, at + 12, current.CHANGED_BY))
        .build();
  }

  private static Field<?> nothing(Field<?> field) {
    return DSL.inline(null, field.getDataType());
  }

  /** Not {@link DSL#octetLength}, which counts characters on SQLite. */
  private static Field<Long> octets(Field<?> text) {
    return DSL.coalesce(
        DSL.function(DSL.name("octet_length"), SQLDataType.BIGINT, text), DSL.inline(0L));
  }

  private static <T> T required(IntFunction<@Nullable Object> row, int at, Field<T> field) {
    return Objects.requireNonNull(value(row, at, field), field.getName());
  }

  // By place and not by name: two columns are called labels.
  @SuppressWarnings({"unchecked", "UnusedVariable"}) // the field says the type
  private static <T> @Nullable T value(IntFunction<@Nullable Object> row, int at, Field<T> field) {
    return (T) row.apply(at);
  }
}
