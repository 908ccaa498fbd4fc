package org.pushj.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Asks the database how it executes each statement that is sent to it, with the values of the
 * statement, and how many rows it reads for that. It executes the statement once for the answer,
 * undoes that, and lets the statement go on.
 */
final class ExplainedStatements {
  private static final Pattern H2_READ = Pattern.compile("scanCount: (\\d+)");
  private static final Pattern POSTGRESQL_READ =
      Pattern.compile(
          "Scan.*actual time=\\S+ rows=([\\d.]+) loops=(\\d+)|Rows Removed by Filter: (\\d+)");

  private final TestDatabase database;
  private final DataSource dataSource;
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  /** Explains what is sent through {@link #dataSource}, and hands it on to another. */
  ExplainedStatements(TestDatabase database, DataSource target) {
    this.database = database;
    this.dataSource =
        proxy(
            DataSource.class,
            (self, method, values) -> {
              Object result = invoke(target, method, values);
              return result instanceof Connection connection ? explained(connection) : result;
            });
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Returns for the text of each statement the plan that read the most rows. */
  Map<String, Plan> plans() {
    return plans;
  }

  private Connection explained(Connection target) {
    return proxy(
        Connection.class,
        (self, method, values) -> {
          Object result = invoke(target, method, values);
          return result instanceof PreparedStatement statement
              ? explained(target, statement, (String) values[0])
              : result;
        });
  }

  private PreparedStatement explained(Connection connection, PreparedStatement target, String sql) {
    Map<Integer, Setting> settings = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (self, method, values) -> {
          if (method.getName().startsWith("set") && values.length > 1) {
            settings.put((Integer) values[0], other -> invoke(other, method, values));
          } else if (method.getName().startsWith("execute") && isReading(sql)) {
            Plan plan = plan(connection, sql, settings);
            plans.merge(
                shortened(sql), plan, (one, other) -> one.read() < other.read() ? other : one);
          }
          return invoke(target, method, values);
        });
  }

  /** Tells whether a statement is about tables of push, and not just an insertion of values. */
  private static boolean isReading(String sql) {
    return sql.contains("push_") && !(sql.startsWith("INSERT") && !sql.contains("SELECT"));
  }

  private static String shortened(String sql) {
    return sql.replaceAll("(\\?, ){2,}", "?, ..., ");
  }

  private Plan plan(Connection connection, String sql, Map<Integer, Setting> settings)
      throws SQLException {
    String explain =
        switch (database) {
          case H2 -> "EXPLAIN ANALYZE ";
          case POSTGRESQL -> "EXPLAIN (ANALYZE) ";
          case MARIADB -> "ANALYZE FORMAT=JSON ";
        };
    boolean isAlone = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Savepoint before = connection.setSavepoint();
    long read = database == TestDatabase.MARIADB ? handlerReads(connection) : 0;
    StringBuilder text = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(explain + sql)) {
      for (Setting setting : settings.values()) {
        setting.on(statement);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          text.append(rows.getString(1)).append('\n');
        }
      }
    }
    double rows =
        database == TestDatabase.MARIADB ? handlerReads(connection) - read : read(text.toString());
    connection.rollback(before);
    if (isAlone) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return new Plan(rows, text.toString());
  }

  private double read(String plan) {
    double rows = 0;
    double loops = 1;
    boolean isH2 = database == TestDatabase.H2;
    for (Matcher found = (isH2 ? H2_READ : POSTGRESQL_READ).matcher(plan); found.find(); ) {
      if (!isH2 && found.group(1) != null) {
        loops = Double.parseDouble(found.group(2));
        rows += Double.parseDouble(found.group(1)) * loops;
      } else {
        rows += Double.parseDouble(found.group(isH2 ? 1 : 3)) * loops;
      }
    }
    return rows;
  }

  private static long handlerReads(Connection connection) throws SQLException {
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

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ExplainedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] values) throws SQLException {
    try {
      return method.invoke(target, values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How a statement was executed.
   *
   * @param read how many rows it read, those it passed over among them
   */
  record Plan(double read, String text) {}

  /** Sets a value of a statement. */
  private interface Setting {
    void on(PreparedStatement statement) throws SQLException;
  }
}
