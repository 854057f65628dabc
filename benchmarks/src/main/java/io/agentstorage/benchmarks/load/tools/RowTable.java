// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that tools write rows to. A row is an array of the values of {@link #columns}: {@code String}, {@code Long},
 * {@code byte[]} or null.
 *
 * @param name the table
 * @param columns its columns
 * @param key what a row is known by
 * @param taken the columns that a row which is there takes from one that comes
 * @param compared those of them in which a difference makes the row another
 */
public record RowTable(
    String name,
    List<String> columns,
    List<String> key,
    List<String> taken,
    List<String> compared) {

  /** The one table of the peer. */
  public static final RowTable PEER =
      new RowTable(
          "resource_tags",
          List.of(
              "id",
              "type",
              "name",
              "namespace",
              "metric_labels",
              "labels",
              "annotations",
              "record_created",
              "record_updated",
              "sent_at",
              "size"),
          List.of("type", "namespace", "name"),
          List.of("metric_labels", "labels", "annotations", "record_updated", "sent_at", "size"),
          List.of("metric_labels", "labels", "annotations"));

  /** Distinct sets of labels. */
  public static final RowTable LABEL_SET = of("label_set", "cluster_id", "id", "digest", "labels");

  /** Distinct labels. */
  public static final RowTable LABEL_PAIR =
      of("label_pair", "cluster_id", "id", "label_key", "label_value");

  /** Which labels are in which sets. */
  public static final RowTable LABEL_ENTRY =
      of("label_entry", "cluster_id", "label_pair_id", "label_set_id");

  /** Distinct sets of annotations. */
  public static final RowTable ANNOTATION_SET =
      of("annotation_set", "cluster_id", "id", "digest", "bytes", "content");

  /** The resources of this library. */
  public static final RowTable RESOURCE_TAGS =
      new RowTable(
          "resource_tags",
          List.of(
              "cluster_id",
              "id",
              "type",
              "namespace",
              "name",
              "labels_id",
              "annotations_id",
              "record_created",
              "record_updated",
              "sent_at",
              "revision"),
          List.of("cluster_id", "type", "namespace", "name"),
          List.of("labels_id", "annotations_id", "record_updated", "sent_at"),
          List.of("labels_id", "annotations_id"));

  /** The column that counts changes, where a table has it. */
  public static final String REVISION = "revision";

  private static RowTable of(String name, String... columns) {
    return new RowTable(name, List.of(columns), List.of(), List.of(), List.of());
  }

  /** {@return whether changes are counted in {@link #REVISION}} */
  public boolean hasRevision() {
    return columns.contains(REVISION);
  }

  /** {@return a statement that inserts a row, with a question mark for each column} */
  public String insert() {
    return insert(columns.stream().map(column -> "?"));
  }

  /**
   * A statement that inserts a row.
   *
   * @param parameters what stands for the value of each column
   * @return the statement
   */
  String insert(Stream<String> parameters) {
    return "INSERT INTO "
        + name
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + parameters.collect(Collectors.joining(", "))
        + ")";
  }

  /** {@return what an insert ends with in order to change a row that is there, if it differs} */
  public String orUpdate() {
    Stream<String> set = taken.stream().map(column -> column + " = excluded." + column);
    if (hasRevision()) {
      set = Stream.concat(set, Stream.of(REVISION + " = " + name + "." + REVISION + " + 1"));
    }
    return " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO UPDATE SET "
        + set.collect(Collectors.joining(", "))
        + " WHERE "
        + compared.stream()
            .map(column -> name + "." + column + " IS NOT excluded." + column)
            .collect(Collectors.joining(" OR "));
  }

  /**
   * The statement that writes a row.
   *
   * @param mode how
   * @return the statement, with a question mark for each column
   */
  public String statement(WriteMode mode) {
    return mode == WriteMode.INSERT ? insert() : insert() + orUpdate();
  }
}
