// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.spi.TagsContent;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/**
 * {@code annotation_value(content, key)}: the value of one annotation of a stored set, which SQLite cannot read by itself
 * where it is compressed. NULL where there is no such key.
 */
final class AnnotationFunction extends Function {

  static void register(Connection connection) throws SQLException {
    Function.create(
        connection, "annotation_value", new AnnotationFunction(), 2, FLAG_DETERMINISTIC);
  }

  @Override
  protected void xFunc() throws SQLException {
    byte[] content = value_blob(0);
    String key = value_text(1);
    if (content == null || key == null) {
      result();
      return;
    }
    try {
      result(TagsContent.read(content).get(key)); // null is NULL
    } catch (CorruptException e) {
      error(e.getMessage());
    }
  }
}
