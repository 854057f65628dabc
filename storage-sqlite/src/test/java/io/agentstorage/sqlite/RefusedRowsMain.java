// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;

import io.agentstorage.codegen.tables.records.LabelPairRecord;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Loads rows of which the database refuses all but the first, in one commit. Takes the database and how many. */
final class RefusedRowsMain {
  private RefusedRowsMain() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[1]);
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      BulkLoadReport report =
          database
              .bulk(LABEL_PAIR)
              .load(
                  IntStream.range(0, rows)
                      .mapToObj(
                          i ->
                              new LabelPairRecord(
                                  database.cluster(), new LabelPairId(i + 1), "team", "the same")),
                  BulkLoadOptions.<LabelPairRecord>defaults().commitRows(rows));
      System.out.println("inserted " + report.inserted() + ", rejected " + report.rejected());
    }
  }
}
