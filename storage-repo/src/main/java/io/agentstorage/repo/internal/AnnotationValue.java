// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The value of one annotation of a stored set, as SQL. Each database module brings the function. */
public final class AnnotationValue {
  /** The name of the function; it takes the stored content and the key, and gives NULL where there is no such key. */
  private static final String FUNCTION = "annotation_value";

  private AnnotationValue() {}

  /**
   * The value.
   *
   * @param content the stored annotations
   * @param key the key
   * @return the value, NULL where there is none
   */
  public static Field<String> of(Field<Map<String, String>> content, String key) {
    return DSL.function(DSL.name(FUNCTION), SQLDataType.VARCHAR, content, DSL.val(key));
  }
}
