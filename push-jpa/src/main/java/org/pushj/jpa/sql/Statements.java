package org.pushj.jpa.sql;

import java.util.List;
import java.util.function.Function;

/** Runs statements: in a transaction of the boundary, or each as a transaction of its own. */
public interface Statements {

  /**
   * Changes rows.
   *
   * @return how many
   * @throws jakarta.persistence.PersistenceException if the database refuses
   */
  int run(Sql sql);

  /**
   * Reads rows.
   *
   * @throws jakarta.persistence.PersistenceException if the database refuses
   */
  List<Row> rows(Sql sql);

  /** Returns the name of the database product; what is known of it if it is not supported. */
  String product();

  /** Reads rows, and makes something of each. */
  default <T> List<T> list(Sql sql, Function<Row, T> reader) {
    return rows(sql).stream().map(reader).toList();
  }

  /**
   * Changes one row, which the statement names by its id.
   *
   * @return false if there is no such row, or none that meets the conditions
   */
  default boolean runOne(Sql sql) {
    int rows = run(sql);
    if (rows > 1) {
      throw new IllegalStateException("expected one row of an id, found " + rows);
    }
    return rows == 1;
  }
}
