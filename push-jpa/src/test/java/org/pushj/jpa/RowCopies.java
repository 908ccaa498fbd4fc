package org.pushj.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** Fills tables with copies of rows that the stores have written. */
final class RowCopies {
  private final TestDatabase database;
  private final DataSource dataSource;
  private int copies;

  RowCopies(TestDatabase database, DataSource dataSource) {
    this.database = database;
    this.dataSource = dataSource;
  }

  /** Inserts copies of a row, each with an id of its own. */
  void copyWithId(String table, String id, int count, Map<String, String> changes)
      throws SQLException {
    Map<String, String> all = new HashMap<>(changes);
    all.put("id", copyId());
    copy(table, "id", id, count, all);
  }

  /** Returns the id of a copy, after those of the copies before. */
  String copyId() {
    return "CONCAT('%08x-0000-7000-8000-', LPAD(CONCAT(s.n, ''), 12, '0'))".formatted(copies++);
  }

  /** Inserts copies of the rows {@code t} that have a value, with the numbers {@code s.n}. */
  void copy(String table, String column, String value, int count, Map<String, String> changes)
      throws SQLException {
    List<String> columns = columns(table);
    List<String> values =
        columns.stream().map(each -> changes.getOrDefault(each, "t." + each)).toList();
    String numbers =
        switch (database) {
          case H2 -> "SELECT X AS n FROM SYSTEM_RANGE(1, %d)";
          case POSTGRESQL -> "SELECT n FROM generate_series(1, %d) n";
          case MARIADB -> "SELECT seq AS n FROM seq_1_to_%d";
        };
    TestDatabase.execute(
        dataSource,
        "INSERT INTO %s (%s) SELECT %s FROM %1$s t CROSS JOIN (%s) s WHERE t.%s = '%s'"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", values),
                numbers.formatted(count),
                column,
                value));
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        columns.add(none.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }
}
