// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ClusterId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The clusters of a database. This module knows no generated tables, but this one it must. */
public final class Clusters {
  private static final int NAMES_SHOWN = 10;
  private static final Table<?> CLUSTER = DSL.table(DSL.name("cluster"));
  private static final Field<Integer> ID = DSL.field(DSL.name("id"), SQLDataType.INTEGER);
  private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.VARCHAR);

  /** What a cluster is called that nobody has named. */
  static final String LOCAL = "local";

  /**
   * A cluster that is there.
   *
   * @param name its name
   * @param id its id
   */
  public record Named(String name, ClusterId id) {}

  private Clusters() {}

  /**
   * Finds one.
   *
   * @param tx a transaction
   * @param name its name
   * @return its id, or null
   */
  public static @Nullable ClusterId find(DSLContext tx, String name) {
    Integer id = tx.select(ID).from(CLUSTER).where(NAME.eq(name)).fetchOne(ID);
    return id == null ? null : new ClusterId(id);
  }

  /**
   * Creates one, where nobody else has meanwhile.
   *
   * @param tx a write transaction
   * @param name its name
   */
  public static void create(DSLContext tx, String name) {
    tx.insertInto(CLUSTER, NAME).values(name).onConflict(NAME).doNothing().execute();
  }

  /**
   * All that the role may see.
   *
   * @param tx a transaction
   * @return their ids by name, in the order of their names
   */
  public static Map<String, ClusterId> all(DSLContext tx) {
    Map<String, ClusterId> all = new LinkedHashMap<>();
    tx.select(NAME, ID)
        .from(CLUSTER)
        .orderBy(NAME)
        .forEach(row -> all.put(row.value1(), new ClusterId(row.value2())));
    return all;
  }

  /**
   * What is thrown where there is none.
   *
   * @param name its name
   * @param place where it was looked for
   * @return the exception to throw
   */
  public static NotFoundException missing(String name, String place) {
    return new NotFoundException(
        "open the cluster "
            + name
            + " in "
            + place
            + ": there is none of this name, or this role may not see it; an administrator"
            + " creates it, and enters the role into cluster_access");
  }

  /**
   * What is thrown where none is named and there are several.
   *
   * @param names the names of those that there are
   * @param place where they are
   * @return the exception to throw
   */
  static NotFoundException several(Collection<String> names, String place) {
    return new NotFoundException(
        "open "
            + place
            + ": it has "
            + names.size()
            + " clusters, and none is named; name one of "
            + String.join(", ", names.stream().limit(NAMES_SHOWN).toList())
            + (names.size() > NAMES_SHOWN ? " …" : ""));
  }
}
