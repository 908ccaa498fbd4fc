package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;

/** The databases that push knows better than others. */
enum Database {
  /** Changes rows and returns them in one statement. */
  POSTGRESQL,
  /** MariaDB and MySQL: pass over what is locked. */
  MARIADB,
  /** Passes over what is locked, but counts it within the limit if the rows are sorted. */
  H2,
  /** Any other. */
  OTHER;

  /** Returns the kind of database behind an entity manager: each has a view of its own here. */
  static Database of(EntityManager entities) {
    List<?> views;
    try {
      views =
          entities
              .createNativeQuery(
                  "select lower(table_name) from information_schema.tables"
                      + " where lower(table_schema) in ('information_schema', 'pg_catalog')"
                      + " and lower(table_name) in ('in_doubt', 'innodb_trx', 'pg_class')")
              .getResultList();
    } catch (RuntimeException e) {
      if (Failures.isUnknownTable(e)) {
        return OTHER;
      }
      throw e;
    }
    return views.contains("in_doubt")
        ? H2
        : views.contains("innodb_trx") ? MARIADB : views.contains("pg_class") ? POSTGRESQL : OTHER;
  }
}
