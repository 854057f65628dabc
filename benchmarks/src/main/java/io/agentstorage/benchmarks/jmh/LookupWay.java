// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.benchmarks.SampleFiles;
import java.io.IOException;
import java.sql.SQLException;

/** The ways to find a resource by its key that are compared. All give the same typed resource. */
public enum LookupWay {
  /** {@code ResourceStore.find}. */
  LIBRARY {
    @Override
    KeyLookup open(SampleFiles files) throws IOException {
      return new LibraryLookup(files.library());
    }
  },

  /** A prepared statement that is kept, on the library's file. */
  JDBC_KEPT {
    @Override
    KeyLookup open(SampleFiles files) throws IOException, SQLException {
      return new JdbcLookup(files.library(), true);
    }
  },

  /** A statement that is prepared for each call, on the library's file. */
  JDBC_PREPARED_EACH_TIME {
    @Override
    KeyLookup open(SampleFiles files) throws IOException, SQLException {
      return new JdbcLookup(files.library(), false);
    }
  },

  /** A prepared statement that is kept, on one table with labels as JSON text, which Jackson reads. */
  JDBC_KEPT_JSON_TABLE {
    @Override
    KeyLookup open(SampleFiles files) throws IOException, SQLException {
      return new JsonTableLookup(files.json());
    }
  },

  /** jOOQ alone on one connection, a query built for each call. */
  JOOQ {
    @Override
    KeyLookup open(SampleFiles files) throws IOException, SQLException {
      return new JooqLookup(files.library());
    }
  },

  /** jOOQ alone on one connection, one query with {@code keepStatement}. */
  JOOQ_KEEP_STATEMENT {
    @Override
    KeyLookup open(SampleFiles files) throws IOException, SQLException {
      return new JooqKeptLookup(files.library());
    }
  },

  /** Jdbi with a handle that is kept. */
  JDBI {
    @Override
    KeyLookup open(SampleFiles files) throws IOException {
      return new JdbiLookup(files.library());
    }
  },

  /** HQL in a stateless session of Hibernate that is kept. */
  HIBERNATE_STATELESS {
    @Override
    KeyLookup open(SampleFiles files) throws IOException {
      return new HibernateLookup(files.library());
    }
  },

  /** A mapper of MyBatis in a session that keeps its statements. */
  MYBATIS {
    @Override
    KeyLookup open(SampleFiles files) throws IOException {
      return new MyBatisLookup(files.library());
    }
  };

  abstract KeyLookup open(SampleFiles files) throws IOException, SQLException;
}
