package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A claim of pings reads what is due and what is claimed, not the backlog that waits for later. */
class PingBacklogTest {
  private static final int BACKLOG = 100_000;
  private static final int CLAIMED = 50;
  private static final int DUE = 20;

  /** Some rows are looked at more than once; none of the backlog is. */
  private static final int MAX_READ = 40 * (CLAIMED + DUE);

  private static final Pattern H2_READ = Pattern.compile("scanCount: (\\d+)");
  private static final Pattern POSTGRESQL_READ =
      Pattern.compile(
          "Scan.*actual time=\\S+ rows=([\\d.]+) loops=(\\d+)|Rows Removed by Filter: (\\d+)");

  @Test
  void claim_doesNotReadTheBacklog_onH2() throws SQLException {
    assertReadsLittle(TestDatabase.H2, "SELECT X AS n FROM SYSTEM_RANGE(1, %d)", "ANALYZE");
  }

  @Test
  void claim_doesNotReadTheBacklog_onPostgreSql() throws SQLException {
    assertReadsLittle(
        TestDatabase.POSTGRESQL, "SELECT n FROM generate_series(1, %d) n", "ANALYZE push_ping");
  }

  @Test
  @Tag("heavy")
  void claim_doesNotReadTheBacklog_onMariaDb() throws SQLException {
    assertReadsLittle(
        TestDatabase.MARIADB, "SELECT seq AS n FROM seq_1_to_%d", "ANALYZE TABLE push_ping");
  }

  private static void assertReadsLittle(TestDatabase database, String numbers, String statistics)
      throws SQLException {
    try (HikariDataSource dataSource = database.open();
        Connection connection = dataSource.getConnection()) {
      fill(dataSource, numbers.formatted(BACKLOG), "later", 0, UNTIL.toEpochMilli());
      fill(dataSource, numbers.formatted(CLAIMED), "claimed", 1, UNTIL.toEpochMilli());
      fill(dataSource, numbers.formatted(DUE), "due", 0, NOW.toEpochMilli());
      TestDatabase.execute(dataSource, statistics);

      Explained statements = new Explained(database, connection);
      long now = NOW.toEpochMilli();
      List<String> targets = PingTable.dueTargets(statements, now, 100);
      assertThat(targets).hasSize(DUE);
      if (database == TestDatabase.POSTGRESQL) {
        assertThat(statements.rows(PingClaims.claimAndReturn(targets, now, now + 1))).hasSize(DUE);
      } else {
        assertThat(PingTable.latest(statements, targets)).hasSize(DUE);
        assertThat(PingTable.unclaimed(statements, targets, "", now, 500)).hasSize(DUE);
      }
      assertThat(statements.read)
          .as(() -> String.join("\n\n", statements.plans))
          .isLessThan(MAX_READ);
    }
  }

  private static void fill(
      HikariDataSource dataSource, String numbers, String name, int claimed, long dueAt) {
    TestDatabase.execute(
        dataSource,
        """
        INSERT INTO push_ping
          (id, target, hub, topic, changed_at, state, claimed, attempts, due_at, version)
        SELECT CONCAT(LPAD(CONCAT(n, ''), 8, '0'), '-0000-7000-8000-', LPAD('%s', 12, '0')),
          CONCAT('%s', n), 'https://hub.example/', 'https://topic.example/', 1, 'WAITING', %d, 0,
          %d, 0 FROM (%s) numbers
        """
            .formatted(Integer.toHexString(name.hashCode()), name, claimed, dueAt, numbers));
  }

  /** Asks the database how it executes each statement, and how many rows it reads for that. */
  private static final class Explained implements Statements {
    private final TestDatabase database;
    private final Connection connection;
    private final Statements executed;
    private final List<String> plans = new ArrayList<>();
    private double read;

    Explained(TestDatabase database, Connection connection) {
      this.database = database;
      this.connection = connection;
      this.executed = new ConnectionStatements(connection);
    }

    @Override
    public List<Row> rows(Sql sql) {
      try {
        connection.setAutoCommit(false);
        long before = database == TestDatabase.MARIADB ? handlerReads() : 0;
        String plan = plan(sql);
        plans.add(plan);
        if (database == TestDatabase.MARIADB) {
          assertThat(plan).as(sql.text()).doesNotContain("\"access_type\": \"ALL\"");
          read += handlerReads() - before;
        } else {
          assertThat(plan).as(sql.text()).doesNotContain("Seq Scan on push_ping", ".tableScan");
          read += read(plan);
        }
        connection.rollback();
        return executed.rows(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int run(Sql sql) {
      return executed.run(sql);
    }

    @Override
    public String product() {
      return executed.product();
    }

    private double read(String plan) {
      double rows = 0;
      Pattern pattern = database == TestDatabase.H2 ? H2_READ : POSTGRESQL_READ;
      for (Matcher found = pattern.matcher(plan); found.find(); ) {
        boolean times = database == TestDatabase.POSTGRESQL && found.group(1) != null;
        rows +=
            times
                ? Double.parseDouble(found.group(1)) * Integer.parseInt(found.group(2))
                : Integer.parseInt(found.group(database == TestDatabase.H2 ? 1 : 3));
      }
      return rows;
    }

    private String plan(Sql sql) throws SQLException {
      String explain =
          switch (database) {
            case H2 -> "EXPLAIN ANALYZE ";
            case POSTGRESQL -> "EXPLAIN (ANALYZE) ";
            case MARIADB -> "ANALYZE FORMAT=JSON ";
          };
      try (PreparedStatement statement = connection.prepareStatement(explain + sql.text())) {
        for (int i = 0; i < sql.values().size(); i++) {
          statement.setObject(i + 1, sql.values().get(i));
        }
        StringBuilder plan = new StringBuilder(sql.text()).append('\n');
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
        }
        return plan.toString();
      }
    }

    private long handlerReads() throws SQLException {
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT SUM(VARIABLE_VALUE) FROM information_schema.SESSION_STATUS"
                      + " WHERE VARIABLE_NAME IN ('HANDLER_READ_KEY', 'HANDLER_READ_NEXT',"
                      + " 'HANDLER_READ_PREV', 'HANDLER_READ_RND_NEXT')");
          ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
