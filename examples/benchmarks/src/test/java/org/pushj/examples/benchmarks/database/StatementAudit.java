package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the server which statements came in, and how it executed them: its extension
 * pg_stat_statements counts, and auto_explain writes plans into its log.
 */
final class StatementAudit implements AutoCloseable {
  private static final String SETTINGS =
      "-c pg_stat_statements.track=top -c auto_explain.log_min_duration=0"
          + " -c auto_explain.log_parameter_max_length=0";

  /** After as many executions the driver and the server have settled on how to execute. */
  private static final int WARM_UP = 50;

  private static final int SAMPLE = 100;
  private static final int MAX_LOG = 100_000_000;
  private static final String END = "end of audit";

  private static final Pattern PLAN =
      Pattern.compile("plan:\n\tQuery Text: ([^\n]*)\n((?:\t[^\n]*\n)+)");

  private static final Pattern ESTIMATES = Pattern.compile(" +\\(cost=[^\n]*\\)");

  private final Connection connection;

  StatementAudit(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
    execute("CREATE EXTENSION pg_stat_statements");
    execute("ALTER SYSTEM SET full_page_writes = off");
    execute("SELECT pg_reload_conf()");
  }

  /** Opens connections whose statements are looked at; the caller closes them. */
  static HikariDataSource connections(String url) {
    return BenchmarkDatabase.connect(url, SETTINGS);
  }

  /** Does some work on such connections again and again, and tells what came in each time. */
  Findings of(Runnable work) throws SQLException {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    value("SELECT pg_stat_statements_reset()");
    String file = value("SELECT pg_current_logfile()");
    String from = value("SELECT size FROM pg_stat_file('%s')".formatted(file));
    for (int i = 0; i < SAMPLE; i++) {
      work.run();
    }
    double log = Double.parseDouble(value("SELECT sum(wal_bytes) FROM pg_stat_statements"));
    return new Findings(counts(), log / SAMPLE, plans(file, from));
  }

  private Map<String, Double> counts() throws SQLException {
    Map<String, Double> counts = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT query, calls FROM pg_stat_statements")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getDouble(2) / SAMPLE);
      }
    }
    return counts;
  }

  /** Reads the log up to a line that is written last, since another process writes it. */
  private Map<String, String> plans(String log, String from) throws SQLException {
    execute("DO $$ BEGIN RAISE LOG '%s'; END $$".formatted(END));
    String text;
    do {
      text = value("SELECT pg_read_file('%s', %s, %d)".formatted(log, from, MAX_LOG));
    } while (!text.contains(END));
    Map<String, String> plans = new LinkedHashMap<>();
    Matcher plan = PLAN.matcher(text);
    while (plan.find()) {
      plans.put(plan.group(1), ESTIMATES.matcher(plan.group(2)).replaceAll(""));
    }
    return plans;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /**
   * What came in.
   *
   * @param counts how often each statement came in for one portion of work; those that commit are
   *     not counted reliably
   * @param logged how many bytes one portion of work wrote into the log of the database, without
   *     images of whole pages: how many of those there are depends on the checkpoints
   * @param plans how each statement was executed the last time, one step a line
   */
  record Findings(Map<String, Double> counts, double logged, Map<String, String> plans) {
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
