// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import java.util.List;
import org.jooq.ForeignKey;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.CustomRecord;
import org.jooq.impl.CustomTable;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;

/** A table of a user whose rows refer to each other, which is checked when the transaction ends. */
final class PartTable extends CustomTable<PartTable.Part> {
  static final PartTable PART = new PartTable();

  static final String DDL =
      "CREATE TABLE part (id BIGINT PRIMARY KEY, parent_id BIGINT, CONSTRAINT part_parent_fk"
          + " FOREIGN KEY (parent_id) REFERENCES part (id) DEFERRABLE INITIALLY DEFERRED,"
          + " CONSTRAINT part_id_ck CHECK (id >= 0))";

  final TableField<Part, Long> id = createField(DSL.name("id"), SQLDataType.BIGINT.notNull());
  final TableField<Part, Long> parentId = createField(DSL.name("parent_id"), SQLDataType.BIGINT);

  /** A row of it. */
  static final class Part extends CustomRecord<Part> {
    Part() {
      super(PART);
    }
  }

  private PartTable() {
    super(DSL.name("part"));
  }

  @Override
  public Class<? extends Part> getRecordType() {
    return Part.class;
  }

  @Override
  public UniqueKey<Part> getPrimaryKey() {
    return Internal.createUniqueKey(this, DSL.name("part_pkey"), id);
  }

  @Override
  public List<ForeignKey<Part, ?>> getReferences() {
    return List.of(
        Internal.createForeignKey(
            this,
            DSL.name("part_parent_fk"),
            array(parentId),
            getPrimaryKey(),
            array(id),
            true,
            QOM.ForeignKeyRule.NO_ACTION,
            QOM.ForeignKeyRule.NO_ACTION));
  }

  @SuppressWarnings("unchecked") // there are no arrays of a parameterised type
  private static TableField<Part, ?>[] array(TableField<Part, ?> field) {
    return (TableField<Part, ?>[]) new TableField<?, ?>[] {field};
  }
}
