// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import org.jooq.DSLContext;

/** Queries that would run for hours. */
final class SlowQuery {
  static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)";

  private SlowQuery() {}

  static Object count(DSLContext context) {
    return context.fetch(NUMBERS + " SELECT count(*) FROM n");
  }

  static Object insert(DSLContext context) {
    return context.execute("INSERT INTO mine (id) " + NUMBERS + " SELECT i FROM n");
  }
}
