package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;

/** How much a subscription takes in PostgreSQL, with its keys and all indexes. */
public final class SizeRows implements Family {
  private static final double KIB = 1024;

  /** Makes the family. */
  public SizeRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    int rows = options.rows().get(options.rows().size() - 1);
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql(options.commits())) {
      SampleRows.load(database.url(), rows);
      try (HikariDataSource connections = BenchmarkDatabase.connect(database.url());
          Connection connection = connections.getConnection()) {
        double subscriptions = size(connection, "push_subscription");
        double keys = size(connection, "push_subscription_key");
        double tasks = size(connection, SampleRows.TASKS);
        return List.of(
            Row.amount(
                String.format(Locale.ROOT, "store of %,d, size of a subscription", rows),
                "db-scheduler, same data",
                (subscriptions + keys) / rows / KIB,
                tasks / rows / KIB,
                "KiB"));
      }
    }
  }

  private static double size(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet size = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
      size.next();
      return size.getLong(1);
    }
  }
}
