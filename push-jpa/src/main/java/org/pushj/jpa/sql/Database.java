package org.pushj.jpa.sql;

import java.util.Arrays;
import java.util.Optional;
import org.pushj.StoreException;

/** The databases that push works on. */
public enum Database {
  /** Changes rows and returns them in one statement. */
  POSTGRESQL("pg_class", "EXTRACT(EPOCH FROM clock_timestamp()) * 1000"),
  /** Skips locked rows. MySQL counts as MariaDB. */
  MARIADB("innodb_trx", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) / 1000"),
  /** Skips locked rows, but counts them within the limit if the rows are sorted. */
  H2("in_doubt", "EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000");

  /** Finds the system views by which the databases are recognized: each has one of its own. */
  static final Sql VIEWS =
      Sql.of(
          "SELECT LOWER(table_name) FROM information_schema.tables"
              + " WHERE LOWER(table_schema) IN ('information_schema', 'pg_catalog')"
              + " AND LOWER(table_name) IN ?",
          Arrays.stream(values()).map(database -> database.view).toList());

  private final String view;
  private final String millis;

  /**
   * Makes a constant.
   *
   * @param millis its time in milliseconds, in SQL; the time zone of the session is no part of it
   */
  Database(String view, String millis) {
    this.view = view;
    this.millis = millis;
  }

  /** Returns the query for its time, in milliseconds. */
  public Sql time() {
    return Sql.of("SELECT " + millis);
  }

  /**
   * Returns the database of a product.
   *
   * @throws StoreException if it is not supported
   */
  public static Database of(String product) {
    String name = product.equals("MySQL") ? MARIADB.name() : product;
    return Arrays.stream(values())
        .filter(database -> database.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                StoreException.permanent(
                    "database must be H2, PostgreSQL or MariaDB, was " + product, null));
  }

  static Optional<Database> withView(String view) {
    return Arrays.stream(values()).filter(database -> database.view.equals(view)).findFirst();
  }

  /** Returns the next value of a sequence, in SQL. */
  public Sql next(String sequence) {
    return Sql.of(
        this == POSTGRESQL ? "nextval('" + sequence + "')" : "NEXT VALUE FOR " + sequence);
  }

  /** Returns what follows a table whose rows are read in the order of their ids. */
  public String inOrderOfIds() {
    // It would read the whole of a smaller index, and sort that.
    return this == MARIADB ? " FORCE INDEX (PRIMARY)" : "";
  }
}
