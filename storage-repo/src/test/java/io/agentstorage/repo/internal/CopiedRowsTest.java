// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ClusterId;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

class CopiedRowsTest {
  private static final CopiedTable PAIRS =
      CopiedTable.ALL.stream()
          .filter(table -> table.name().equals("label_pair"))
          .findFirst()
          .orElseThrow();

  /** A database whose index is damaged, which gives rows with these numbers. */
  private static DSLContext giving(long... ids) {
    DSLContext plain = DSL.using(SQLDialect.SQLITE);
    return DSL.using(
        new MockConnection(
            statement -> {
              Result<Record3<LabelPairId, String, String>> rows =
                  plain.newResult(LABEL_PAIR.ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE);
              for (long id : ids) {
                rows.add(
                    plain
                        .newRecord(LABEL_PAIR.ID, LABEL_PAIR.LABEL_KEY, LABEL_PAIR.LABEL_VALUE)
                        .values(new LabelPairId(id), "key", "value"));
              }
              return new MockResult[] {new MockResult(ids.length, rows)};
            }));
  }

  @Test
  void rowsInTheOrderOfTheirKeysAreGivenToTheLast() {
    try (CopiedRows rows = PAIRS.read(giving(1, 2, 10), ClusterId.LOCAL)) {
      assertThat(rows.next()).isNotNull();
      assertThat(rows.next()).isNotNull();
      assertThat(rows.next()).isNotNull();
      assertThat(rows.next()).isNull();
    }
  }

  @Test
  void rowsInAnotherOrderOrTwiceAreRefusedBeforeTheyAreTakenForMissing() {
    for (long second : new long[] {1, 2}) {
      try (CopiedRows rows = PAIRS.read(giving(2, second), ClusterId.LOCAL)) {
        assertThat(rows.next()).isNotNull();
        assertThatThrownBy(rows::next)
            .isInstanceOf(CorruptException.class)
            .hasMessageContaining("label_pair");
      }
    }
  }
}
