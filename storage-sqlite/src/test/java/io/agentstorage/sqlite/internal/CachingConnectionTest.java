// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachingConnectionTest {
  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
          + " SELECT i FROM n";

  private final List<PreparedStatement> prepared = new ArrayList<>();
  private final List<String> cleared = new ArrayList<>();
  private Connection raw;
  private CachingConnection connection;

  @BeforeEach
  void open() throws SQLException {
    raw = DriverManager.getConnection("jdbc:sqlite::memory:");
    Connection counting =
        new DefaultConnection(raw) {
          @Override
          public PreparedStatement prepareStatement(String sql) throws SQLException {
            PreparedStatement statement =
                new DefaultPreparedStatement(super.prepareStatement(sql)) {
                  @Override
                  public void clearParameters() throws SQLException {
                    cleared.add(sql);
                    super.clearParameters();
                  }
                };
            prepared.add(statement);
            return statement;
          }
        };
    connection = new CachingConnection(counting, 2, Stopper.install(raw));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void aClosedStatementIsUsedAgain() throws SQLException {
    for (int i = 1; i <= 5; i++) {
      assertThat(numbersUpTo(i)).hasSize(i);
    }
    assertThat(prepared).hasSize(1);
  }

  @Test
  void aStatementThatFailedIsUsedAgain() throws SQLException {
    raw.createStatement().execute("CREATE TABLE t (i INTEGER NOT NULL) STRICT");
    for (Integer value : new Integer[] {1, null, 2}) {
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
        insert.setObject(1, value);
        insert.execute();
      } catch (SQLException refused) {
        assertThat(value).isNull();
      }
    }
    assertThat(prepared).hasSize(1);
    assertThat(numbers("SELECT i FROM t")).containsExactly(1, 2);
  }

  @Test
  void aParameterIsNotLeftOverForTheNextUse() throws SQLException {
    numbersUpTo(3);
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS);
        ResultSet rows = statement.executeQuery()) {
      assertThat(values(rows)).as("i < NULL is never true").containsExactly(1);
    }
  }

  @Test
  void onlyLargeParametersAreClearedBecauseSqliteThenPreparesAnew() throws SQLException {
    String length = "SELECT octet_length(?)";
    String large = "x".repeat(20_000);
    for (Object value : new Object[] {"small", new byte[10], 1L}) {
      assertThat(number(length, value)).isPositive();
    }
    assertThat(cleared).isEmpty();

    for (Object value : new Object[] {large, large.getBytes(StandardCharsets.UTF_8)}) {
      assertThat(number(length, value)).isEqualTo(20_000);
    }
    assertThat(cleared).containsExactly(length, length);
  }

  @Test
  void theLeastRecentlyUsedStatementBeyondTheLimitIsClosed() throws SQLException {
    numbers("SELECT 1");
    numbers("SELECT 2");
    numbers("SELECT 1");
    numbers("SELECT 3");

    assertThat(prepared).hasSize(3);
    assertThat(prepared.get(0).isClosed()).as("SELECT 1").isFalse();
    assertThat(prepared.get(1).isClosed()).as("SELECT 2").isTrue();
    assertThat(prepared.get(2).isClosed()).as("SELECT 3").isFalse();
  }

  @Test
  void twoCursorsOfOneStatementDoNotDisturbEachOther() throws SQLException {
    try (PreparedStatement first = connection.prepareStatement(NUMBERS);
        PreparedStatement second = connection.prepareStatement(NUMBERS)) {
      first.setInt(1, 3);
      second.setInt(1, 5);
      try (ResultSet firstRows = first.executeQuery();
          ResultSet secondRows = second.executeQuery()) {
        assertThat(firstRows.next()).isTrue();
        assertThat(secondRows.next()).isTrue();
        assertThat(values(firstRows)).containsExactly(2, 3);
        assertThat(values(secondRows)).containsExactly(2, 3, 4, 5);
      }
    }
    assertThat(numbersUpTo(2)).containsExactly(1, 2);
    assertThat(prepared).hasSize(2);
    assertThat(prepared.stream().filter(CachingConnectionTest::open)).as("kept").hasSize(1);
  }

  @Test
  void closingAStatementEndsItsCursor() throws SQLException {
    ResultSet rows;
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS)) {
      statement.setInt(1, 100);
      statement.execute();
      rows = statement.getResultSet();
      assertThat(rows.next()).isTrue();
    }
    assertThat(rows.isClosed()).isTrue();
  }

  @Test
  void aStatementThatIsClosedTwiceIsLentOnce() throws SQLException {
    PreparedStatement statement = connection.prepareStatement(NUMBERS);
    statement.close();
    try (PreparedStatement next = connection.prepareStatement(NUMBERS)) {
      statement.close();
      assertThat(statement.isClosed()).isTrue();
      next.setInt(1, 2);
      try (ResultSet rows = next.executeQuery()) {
        assertThat(values(rows)).containsExactly(1, 2);
      }
    }
    assertThat(prepared).hasSize(1);
  }

  private int number(String sql, Object parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getInt(1);
      }
    }
  }

  private List<Integer> numbersUpTo(int last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS)) {
      statement.setInt(1, last);
      try (ResultSet rows = statement.executeQuery()) {
        return values(rows);
      }
    }
  }

  private List<Integer> numbers(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return values(rows);
    }
  }

  private static List<Integer> values(ResultSet rows) throws SQLException {
    List<Integer> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getInt(1));
    }
    return values;
  }

  private static boolean open(PreparedStatement statement) {
    try {
      return !statement.isClosed();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
