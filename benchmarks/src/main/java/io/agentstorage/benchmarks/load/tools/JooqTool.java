// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import io.agentstorage.codegen.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Loader;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** jOOQ with its typed tables, in each of its four ways to write rows. */
public final class JooqTool implements Tool {
  /** The ways. */
  public enum Way {
    /** {@code batchInsert(records)}. */
    RECORDS,
    /** {@code batch(query).bind(values)}. */
    BIND,
    /** {@code loadInto(table)}. */
    LOADER,
    /** Each row by a statement of its own. */
    EACH
  }

  private static final Map<RowTable, Table<? extends TableRecord<?>>> TABLES =
      Map.of(
          RowTable.PEER, PeerTable.PEER,
          RowTable.LABEL_SET, Tables.LABEL_SET,
          RowTable.LABEL_PAIR, Tables.LABEL_PAIR,
          RowTable.LABEL_ENTRY, Tables.LABEL_ENTRY,
          RowTable.ANNOTATION_SET, Tables.ANNOTATION_SET,
          RowTable.RESOURCE_TAGS, Tables.RESOURCE_TAGS);

  private final Connection connection;
  private final DSLContext context;
  private final Way way;

  /**
   * Opens a connection.
   *
   * @param source of it
   * @param way how rows are written
   * @throws SQLException if there is none
   */
  public JooqTool(DataSource source, Way way) throws SQLException {
    this.connection = source.getConnection();
    this.context =
        DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    this.way = way;
  }

  @Override
  public RowSink sink(RowTable rows, WriteMode mode) {
    Table<? extends TableRecord<?>> table = Objects.requireNonNull(TABLES.get(rows));
    List<Field<?>> fields =
        rows.columns().stream()
            .<Field<?>>map(column -> Objects.requireNonNull(table.field(column), column))
            .toList();
    return switch (way) {
      case RECORDS -> new Records(table, fields);
      case BIND -> new Bind(query(rows, table, fields, new Object[fields.size()], mode));
      case LOADER -> new Load(table, fields);
      case EACH ->
          new RowSink() {
            @Override
            public void add(@Nullable Object[] row) {
              query(rows, table, fields, row, mode).execute();
            }

            @Override
            public void flush() {}
          };
    };
  }

  private Query query(
      RowTable rows,
      Table<? extends TableRecord<?>> table,
      List<Field<?>> fields,
      @Nullable Object[] values,
      WriteMode mode) {
    var insert = context.insertInto(table).columns(fields).values(values);
    if (mode == WriteMode.INSERT || rows.key().isEmpty()) {
      return insert;
    }
    Map<Field<?>, Field<?>> set = new LinkedHashMap<>();
    for (String column : rows.taken()) {
      Field<?> field = field(table, column);
      set.put(field, DSL.excluded(field));
    }
    if (rows.hasRevision()) {
      set.put(Tables.RESOURCE_TAGS.REVISION, Tables.RESOURCE_TAGS.REVISION.plus(DSL.inline(1L)));
    }
    Condition differs = DSL.noCondition();
    for (String column : rows.compared()) {
      differs = differs.or(differs(field(table, column)));
    }
    return insert
        .onConflict(rows.key().stream().map(column -> field(table, column)).toList())
        .doUpdate()
        .set(set)
        .where(differs);
  }

  private static Field<?> field(Table<?> table, String column) {
    return Objects.requireNonNull(table.field(column), column);
  }

  private static <T> Condition differs(Field<T> field) {
    return field.isDistinctFrom(DSL.excluded(field));
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private final class Records extends BufferedSink<TableRecord<?>> {
    private final Table<? extends TableRecord<?>> table;
    private final List<Field<?>> fields;

    Records(Table<? extends TableRecord<?>> table, List<Field<?>> fields) {
      this.table = table;
      this.fields = fields;
    }

    @Override
    TableRecord<?> convert(@Nullable Object[] row) {
      TableRecord<?> made = context.newRecord(table);
      made.fromArray(row, fields.toArray(Field[]::new));
      return made;
    }

    @Override
    void write(List<TableRecord<?>> some) {
      context.batchInsert(some).execute();
    }
  }

  private final class Bind implements RowSink {
    private final Query query;
    private @Nullable BatchBindStep batch;

    Bind(Query query) {
      this.query = query;
    }

    @Override
    public void add(@Nullable Object[] row) {
      BatchBindStep current = batch == null ? context.batch(query) : batch;
      batch = current.bind(row);
    }

    @Override
    public void flush() {
      if (batch != null) {
        batch.execute();
        batch = null;
      }
    }
  }

  private final class Load extends BufferedSink<@Nullable Object[]> {
    private final Table<? extends TableRecord<?>> table;
    private final List<Field<?>> fields;

    Load(Table<? extends TableRecord<?>> table, List<Field<?>> fields) {
      this.table = table;
      this.fields = fields;
    }

    @Override
    @Nullable Object[] convert(@Nullable Object[] row) {
      return row;
    }

    @Override
    void write(List<@Nullable Object[]> some) {
      try {
        Loader<?> loader =
            context
                .loadInto(table)
                .batchAll()
                .commitNone()
                .loadArrays(some)
                .fields(fields)
                .execute();
        if (loader.stored() != some.size()) {
          throw new IllegalStateException(
              "the Loader stored " + loader.stored() + " of " + some.size() + " rows");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
