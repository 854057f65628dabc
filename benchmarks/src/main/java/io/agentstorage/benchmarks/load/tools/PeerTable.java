// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import org.jooq.DataType;
import org.jooq.impl.CustomTable;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The peer's table as jOOQ's generator would give it. */
final class PeerTable extends CustomTable<PeerTable.PeerRecord> {
  static final PeerTable PEER = new PeerTable();

  private PeerTable() {
    super(DSL.name(RowTable.PEER.name()));
    for (String column : RowTable.PEER.columns()) {
      DataType<?> type =
          switch (column) {
            case "record_created", "record_updated", "sent_at", "size" -> SQLDataType.BIGINT;
            default -> SQLDataType.VARCHAR;
          };
      createField(DSL.name(column), type);
    }
  }

  @Override
  public Class<PeerRecord> getRecordType() {
    return PeerRecord.class;
  }

  /** A row. jOOQ makes it. */
  static final class PeerRecord extends org.jooq.impl.CustomRecord<PeerRecord> {
    private static final long serialVersionUID = 1;

    PeerRecord() {
      super(PEER);
    }
  }
}
