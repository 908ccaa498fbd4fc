package org.pushj.jpa.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Asks the server which statements came in, and how it executed them: its extension
 * pg_stat_statements counts, and auto_explain writes plans into its log.
 */
final class StatementAudit implements AutoCloseable {
  private static final String SETTINGS =
      "-c pg_stat_statements.track=top -c auto_explain.log_min_duration=0";

  /** After as many executions the driver and the server have settled on how to execute. */
  private static final int WARM_UP = 50;

  private static final int SAMPLE = 100;
  private static final int MAX_LOG = 100_000_000;
  private static final String END = "end of audit";

  private static final Pattern PLAN =
      Pattern.compile(
          "plan:\n\tQuery Text: (.*?)\n\tQuery Parameters: [^\n]*\n((?:\t[^\n]*\n)+)",
          Pattern.DOTALL);

  private static final Pattern ESTIMATES = Pattern.compile(" +\\(cost=[^\n]*\\)");

  private final BenchmarkDatabase database;
  private final HikariDataSource audited;

  StatementAudit(BenchmarkDatabase database) throws SQLException {
    this.database = database;
    this.audited = database.pool(SETTINGS);
    database.execute("CREATE EXTENSION pg_stat_statements");
  }

  /** Returns the connections whose statements are looked at. */
  DataSource connections() {
    return audited;
  }

  /** Lets a worker work on these connections, and tells what came in. */
  Findings of(Worker worker) throws SQLException {
    for (int i = 0; i < WARM_UP; i++) {
      worker.work();
    }
    database.value("SELECT pg_stat_statements_reset()");
    String log = database.value("SELECT pg_current_logfile()");
    String from = database.value("SELECT size FROM pg_stat_file('%s')".formatted(log));
    for (int i = 0; i < SAMPLE; i++) {
      worker.work();
    }
    return new Findings(counts(), plans(log, from));
  }

  private Map<String, Double> counts() throws SQLException {
    Map<String, Double> counts = new LinkedHashMap<>();
    try (Connection connection = database.quick().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT query, calls FROM pg_stat_statements")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getDouble(2) / SAMPLE);
      }
    }
    return counts;
  }

  /** Reads the log up to a line that is written last, since another process writes it. */
  private Map<String, String> plans(String log, String from) throws SQLException {
    database.execute("DO $$ BEGIN RAISE LOG '%s'; END $$".formatted(END));
    String text;
    do {
      text = database.value("SELECT pg_read_file('%s', %s, %d)".formatted(log, from, MAX_LOG));
    } while (!text.contains(END));
    Map<String, String> plans = new LinkedHashMap<>();
    Matcher plan = PLAN.matcher(text);
    while (plan.find()) {
      plans.put(plan.group(1), ESTIMATES.matcher(plan.group(2)).replaceAll(""));
    }
    return plans;
  }

  @Override
  public void close() {
    audited.close();
  }

  /**
   * What came in.
   *
   * @param counts how often each statement came in for one portion of work; those that commit are
   *     not counted reliably
   * @param plans how each statement was executed the last time, one step a line
   */
  record Findings(Map<String, Double> counts, Map<String, String> plans) {
    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";

    /** Returns how many statements a portion of work took, less those that begin and commit. */
    double statements() {
      return counts.entrySet().stream()
          .filter(count -> !count.getKey().equals(BEGIN) && !count.getKey().equals(COMMIT))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }

    /** Returns how many transactions a portion of work took, besides those of one statement. */
    double transactions() {
      return counts.getOrDefault(BEGIN, 0.0);
    }

    /** Tells whether a plan reads a whole table. */
    boolean hasSequentialScan() {
      return plans.values().stream().anyMatch(plan -> plan.contains("Seq Scan"));
    }
  }
}
