// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.retention;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import java.math.BigDecimal;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/**
 * The sets of labels of a cluster.
 *
 * @param sets how many different ones there are
 * @param pairs how many different key=value are in them
 * @param bytes the bytes of their JSON
 * @param resources how many resources there are, which share them
 */
public record LabelSpace(long sets, long pairs, long bytes, long resources) {

  /**
   * Counts.
   *
   * @param database the database
   * @return the counts, read now
   */
  public static LabelSpace of(Database database) {
    return database.read(
        tx -> {
          Record2<Integer, BigDecimal> sets =
              tx.select(
                      DSL.count(),
                      DSL.coalesce(
                          DSL.sum(DSL.octetLength(LABEL_SET.LABELS.coerce(String.class))),
                          BigDecimal.ZERO))
                  .from(LABEL_SET)
                  .where(LABEL_SET.CLUSTER_ID.eq(database.cluster()))
                  .fetchSingle();
          return new LabelSpace(
              sets.value1(),
              tx.fetchCount(LABEL_PAIR, LABEL_PAIR.CLUSTER_ID.eq(database.cluster())),
              sets.value2().longValue(),
              tx.fetchCount(RESOURCE_TAGS, RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster())));
        });
  }
}
