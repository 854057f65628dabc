// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.Effect;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/** Texts, of which one can never be stored; for what comes before and after the database. */
final class TextTarget implements BulkTarget<String, String> {
  static final String WRONG = "wrong";

  @Override
  public String prepare(String row) {
    if (row.equals(WRONG)) {
      throw new ConstraintViolationException("it is wrong");
    }
    return row;
  }

  @Override
  public long bytes(String row) {
    return row.length();
  }

  @Override
  public Comparator<String> order() {
    return Comparator.naturalOrder();
  }

  @Override
  public Effect[] write(DSLContext tx, List<String> rows, boolean update) {
    throw new UnsupportedOperationException("there is no database");
  }

  @Override
  public String describe(String row) {
    return row;
  }
}
