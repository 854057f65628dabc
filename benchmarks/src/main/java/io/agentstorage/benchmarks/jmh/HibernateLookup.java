// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.community.dialect.SQLiteDialect;
import org.jspecify.annotations.Nullable;

/** By Hibernate, with entities for the tables and a query in HQL that joins them. */
final class HibernateLookup implements KeyLookup {
  private static final String HQL =
      "select r.id, r.type, r.namespace, r.name, r.uid, m.labels, l.labels, a.content,"
          + " r.recordCreated, r.recordUpdated, r.sentAt, r.revision, r.changedBy"
          + " from Resource r"
          + " left join LabelSet m on m.clusterId = r.clusterId and m.id = r.metricLabelsId"
          + " left join LabelSet l on l.clusterId = r.clusterId and l.id = r.labelsId"
          + " left join AnnotationSet a"
          + " on a.clusterId = r.clusterId and a.id = r.annotationsId"
          + " where r.clusterId = 1 and r.type = :type and r.namespace = :namespace"
          + " and r.name = :name";

  private final SessionFactory factory;
  private final StatelessSession session;

  HibernateLookup(Path file) {
    // Else it logs through java.util.logging, which prints.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    factory =
        new Configuration()
            .addAnnotatedClass(Entities.Resource.class)
            .addAnnotatedClass(Entities.LabelSet.class)
            .addAnnotatedClass(Entities.AnnotationSet.class)
            .setProperty(AvailableSettings.JAKARTA_JDBC_URL, "jdbc:sqlite:" + file)
            .setProperty(AvailableSettings.DIALECT, SQLiteDialect.class.getName())
            .setProperty(
                AvailableSettings.PHYSICAL_NAMING_STRATEGY,
                PhysicalNamingStrategySnakeCaseImpl.class.getName())
            .buildSessionFactory();
    session = factory.openStatelessSession();
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) {
    StoredRow row =
        session
            .createSelectionQuery(HQL, StoredRow.class)
            .setParameter("type", key.type().toString())
            .setParameter("namespace", StoredRow.namespace(key))
            .setParameter("name", key.name())
            .getSingleResultOrNull();
    return row == null ? null : row.resource();
  }

  @Override
  public void close() {
    session.close();
    factory.close();
  }
}
