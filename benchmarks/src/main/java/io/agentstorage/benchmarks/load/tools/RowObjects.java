// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How rows become objects, for tools that map objects.
 *
 * @param type the class of rows of a table
 * @param make makes one of the values of the columns
 */
record RowObjects(Class<?> type, Function<@Nullable Object[], Object> make) {
  private static final Map<RowTable, RowObjects> ALL =
      Map.of(
          RowTable.PEER, new RowObjects(PeerRow.class, PeerRow::new),
          RowTable.LABEL_SET, new RowObjects(LabelSetRow.class, LabelSetRow::new),
          RowTable.LABEL_PAIR, new RowObjects(LabelPairRow.class, LabelPairRow::new),
          RowTable.LABEL_ENTRY, new RowObjects(LabelEntryRow.class, LabelEntryRow::new),
          RowTable.ANNOTATION_SET, new RowObjects(AnnotationSetRow.class, AnnotationSetRow::new),
          RowTable.RESOURCE_TAGS, new RowObjects(ResourceRow.class, ResourceRow::new));

  static RowObjects of(RowTable table) {
    return Objects.requireNonNull(ALL.get(table));
  }

  /** The name that a column has in a class. */
  static String property(String column) {
    StringBuilder property = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        property.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return property.toString();
  }
}
