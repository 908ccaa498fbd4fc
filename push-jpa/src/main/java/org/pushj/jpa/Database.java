package org.pushj.jpa;

import java.util.Arrays;
import java.util.Optional;
import org.pushj.StoreException;

/** The databases that push works on. */
enum Database {
  /** Changes rows and returns them in one statement. */
  POSTGRESQL("pg_class"),
  /** Skips locked rows. MySQL counts as MariaDB. */
  MARIADB("innodb_trx"),
  /** Skips locked rows, but counts them within the limit if the rows are sorted. */
  H2("in_doubt");

  /** Finds the system views by which the databases are recognized: each has one of its own. */
  static final Sql VIEWS =
      Sql.of(
          "SELECT LOWER(table_name) FROM information_schema.tables"
              + " WHERE LOWER(table_schema) IN ('information_schema', 'pg_catalog')"
              + " AND LOWER(table_name) IN ?",
          Arrays.stream(values()).map(database -> database.view).toList());

  private final String view;

  Database(String view) {
    this.view = view;
  }

  /**
   * Returns the database of a product.
   *
   * @throws StoreException if it is not supported
   */
  static Database of(String product) {
    String name = product.equals("MySQL") ? MARIADB.name() : product;
    return Arrays.stream(values())
        .filter(database -> database.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StoreException(
                    "database must be H2, PostgreSQL or MariaDB, was " + product, null));
  }

  static Optional<Database> withView(String view) {
    return Arrays.stream(values()).filter(database -> database.view.equals(view)).findFirst();
  }

  /** Returns the next value of a sequence, in SQL. */
  Sql next(String sequence) {
    return Sql.of(
        this == POSTGRESQL ? "nextval('" + sequence + "')" : "NEXT VALUE FOR " + sequence);
  }
}
