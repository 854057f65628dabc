// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.community.dialect.SQLiteDialect;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's stateless session, which has neither a cache nor dirty checking, with batches of JDBC. It has no upsert by
 * another key than the primary one: rows that may be there are read, compared and updated.
 */
public final class HibernateTool implements Tool {
  private static final int BATCH = 1_000;

  /** How many names are looked for by one query. */
  private static final int NAMES = 256;

  private final SessionFactory factory;
  private final StatelessSession session;

  /**
   * Opens a session.
   *
   * @param source of its connection
   * @param tables those that are written
   */
  public HibernateTool(DataSource source, List<RowTable> tables) {
    Configuration configuration = new Configuration();
    tables.forEach(table -> configuration.addAnnotatedClass(RowObjects.of(table).type()));
    configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source);
    configuration.setProperty(AvailableSettings.DIALECT, SQLiteDialect.class.getName());
    configuration.setProperty(AvailableSettings.STATEMENT_BATCH_SIZE, BATCH);
    configuration.setProperty(AvailableSettings.IN_CLAUSE_PARAMETER_PADDING, true);
    configuration.setPhysicalNamingStrategy(new PhysicalNamingStrategySnakeCaseImpl());
    factory = configuration.buildSessionFactory();
    session = factory.openStatelessSession();
    session.setJdbcBatchSize(BATCH);
  }

  @Override
  public RowSink sink(RowTable table, WriteMode mode) {
    if (mode == WriteMode.UPSERT && !table.equals(RowTable.PEER)) {
      throw new UnsupportedOperationException("not compared: see the notes of the results");
    }
    return mode == WriteMode.UPSERT ? new Merge() : new Insert(table);
  }

  @Override
  public Connection connection() {
    return session.doReturningWork(connection -> connection);
  }

  @Override
  public void begin() {
    session.beginTransaction();
  }

  @Override
  public void commit() {
    session.getTransaction().commit();
  }

  @Override
  public void close() {
    session.close();
    factory.close();
  }

  private final class Insert extends BufferedSink<Object> {
    private final RowObjects objects;

    Insert(RowTable table) {
      this.objects = RowObjects.of(table);
    }

    @Override
    Object convert(@Nullable Object[] row) {
      return objects.make().apply(row);
    }

    @Override
    void write(List<Object> some) {
      session.insertMultiple(some);
    }
  }

  private final class Merge extends BufferedSink<PeerRow> {
    private record Key(@Nullable String type, @Nullable String namespace, @Nullable String name) {
      static Key of(PeerRow row) {
        return new Key(row.type, row.namespace, row.name);
      }
    }

    @Override
    PeerRow convert(@Nullable Object[] row) {
      return new PeerRow(row);
    }

    @Override
    void write(List<PeerRow> some) {
      Map<Key, PeerRow> stored = stored(some);
      List<PeerRow> added = new ArrayList<>();
      List<PeerRow> changed = new ArrayList<>();
      for (PeerRow row : some) {
        PeerRow before = stored.get(Key.of(row));
        if (before == null) {
          added.add(row);
        } else if (!Objects.equals(before.metricLabels, row.metricLabels)
            || !Objects.equals(before.labels, row.labels)
            || !Objects.equals(before.annotations, row.annotations)) {
          row.id = before.id;
          row.recordCreated = before.recordCreated;
          changed.add(row);
        }
      }
      session.insertMultiple(added);
      session.updateMultiple(changed);
    }

    private Map<Key, PeerRow> stored(List<PeerRow> some) {
      record Group(@Nullable String type, @Nullable String namespace) {}
      Map<Group, List<String>> names = new HashMap<>();
      for (PeerRow row : some) {
        names
            .computeIfAbsent(new Group(row.type, row.namespace), group -> new ArrayList<>())
            .add(Objects.requireNonNull(row.name));
      }
      Map<Key, PeerRow> stored = new HashMap<>();
      names.forEach(
          (group, all) -> {
            for (int from = 0; from < all.size(); from += NAMES) {
              session
                  .createSelectionQuery(
                      "from PeerRow where type = :type and namespace = :namespace and name in"
                          + " (:names)",
                      PeerRow.class)
                  .setParameter("type", group.type())
                  .setParameter("namespace", group.namespace())
                  .setParameterList("names", all.subList(from, Math.min(all.size(), from + NAMES)))
                  .getResultList()
                  .forEach(row -> stored.put(Key.of(row), row));
            }
          });
      return stored;
    }
  }
}
