// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.HibernateTool;
import io.agentstorage.benchmarks.load.tools.JdbcTool;
import io.agentstorage.benchmarks.load.tools.JdbiTool;
import io.agentstorage.benchmarks.load.tools.JooqTool;
import io.agentstorage.benchmarks.load.tools.MyBatisTool;
import io.agentstorage.benchmarks.load.tools.Tool;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import javax.sql.DataSource;

/**
 * What takes part.
 *
 * @param id its name in options and files
 * @param title its name in tables
 * @param schema what it writes
 * @param main whether it runs at every size
 * @param again whether it can load into a file that has rows
 * @param opener how it opens a file
 */
record Contender(
    String id, String title, Schema schema, boolean main, boolean again, Loading.Opener opener) {

  static final String LIBRARY = "library";
  static final String LIBRARY_CHUNKS = "library-chunks";
  static final String OBJECTS = "objects";
  static final String C = "c-peer";
  static final String JDBC_ONE = "jdbc-peer";
  static final String JDBC_CHUNKS = "jdbc-peer-chunks";

  /** As the library commits where each chunk is committed. */
  private static final long CHUNK = 10_000;

  /** All in one transaction, which is faster where the data is larger than the page cache. */
  private static final long ONE = Long.MAX_VALUE;

  private enum Opened {
    JDBC("plain JDBC `addBatch`", true, true),
    JDBI("Jdbi `PreparedBatch`", true, true),
    JOOQ_EACH("jOOQ, a statement a row", true, true),
    JOOQ_BIND("jOOQ `batch(query).bind`", false, true),
    JOOQ_RECORDS("jOOQ `batchInsert`", false, false),
    JOOQ_LOADER("jOOQ `Loader`", false, false),
    MYBATIS("MyBatis batch executor", false, true),
    HIBERNATE("Hibernate `StatelessSession`", false, true);

    private final String title;
    private final boolean main;
    private final boolean again;

    Opened(String title, boolean main, boolean again) {
      this.title = title;
      this.main = main;
      this.again = again;
    }

    Tool open(DataSource source, Schema schema) throws SQLException {
      return switch (this) {
        case JDBC -> new JdbcTool(source);
        case JDBI -> new JdbiTool(source);
        case JOOQ_EACH -> new JooqTool(source, JooqTool.Way.EACH);
        case JOOQ_BIND -> new JooqTool(source, JooqTool.Way.BIND);
        case JOOQ_RECORDS -> new JooqTool(source, JooqTool.Way.RECORDS);
        case JOOQ_LOADER -> new JooqTool(source, JooqTool.Way.LOADER);
        case MYBATIS -> new MyBatisTool(source);
        case HIBERNATE -> new HibernateTool(source, schema.tables());
      };
    }

    Contender in(Schema schema, String suffix, String note, boolean runsAlways, long commitRows) {
      String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Contender(
          name + '-' + schema.name().toLowerCase(Locale.ROOT) + suffix,
          title + note,
          schema,
          runsAlways,
          again && !(this == HIBERNATE && schema == Schema.OURS),
          file -> new ToolLoading(open(DataSources.of(file), schema), schema, commitRows));
    }
  }

  /** All of them, in the order of the tables. */
  static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    all.add(library(LIBRARY, "this library, `bulkLoad`", BulkLoadOptions.defaults()));
    all.add(
        library(
            LIBRARY_CHUNKS,
            "this library, `bulkLoad`, a commit every 10,000",
            BulkLoadOptions.<ResourceTags>defaults().commitRows(1)));
    for (Opened tool : Opened.values()) {
      all.add(tool.in(Schema.PEER, "", "", tool.main, ONE));
      if (tool == Opened.JDBC) {
        all.add(tool.in(Schema.PEER, "-chunks", ", a commit every 10,000", true, CHUNK));
      }
    }
    all.add(
        new Contender(
            C,
            "C, rows already made",
            Schema.PEER,
            true,
            true,
            file -> {
              throw new UnsupportedOperationException("runs outside of Java");
            }));
    for (Opened tool : Opened.values()) {
      all.add(tool.in(Schema.OURS, "", "", tool == Opened.JDBC, ONE));
    }
    all.add(
        new Contender(
            OBJECTS,
            "making the objects, storing none",
            Schema.PEER,
            true,
            false,
            file -> NOTHING));
    return List.copyOf(all);
  }

  private static Contender library(String id, String title, BulkLoadOptions<ResourceTags> options) {
    return new Contender(
        id, title, Schema.OURS, true, true, file -> new LibraryLoading(file, options));
  }

  static Contender of(String id) {
    return all().stream()
        .filter(contender -> contender.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no contender is called "
                        + id
                        + ", but "
                        + all().stream().map(Contender::id).toList()));
  }

  boolean isLibrary() {
    return id.equals(LIBRARY) || id.equals(LIBRARY_CHUNKS);
  }

  boolean stores() {
    return !id.equals(OBJECTS);
  }

  /** Takes what is given and keeps nothing. */
  private static final Loading NOTHING =
      new Loading() {
        @Override
        public void load(LoadInput input, WriteMode mode) {
          long labels = 0;
          for (ResourceTags resource : input) {
            labels += resource.labels() == null ? 0 : resource.labels().size();
          }
          if (labels != 8 * input.size()) {
            throw new IllegalStateException(labels + " labels");
          }
        }

        @Override
        public void close() {}
      };
}
