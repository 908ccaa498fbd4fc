package org.pushj.jpa;

import java.util.List;

/**
 * Rows of a table that are not needed any more after a while.
 *
 * @param table its name in SQL
 * @param key the column of its primary key
 * @param condition tells which rows, in SQL, with one question mark for the time
 */
record ExpiredRows(String table, String key, String condition) {

  /**
   * Removes a batch, and skips rows that are locked.
   *
   * @param before in milliseconds
   * @return how many were removed
   */
  int remove(Statements statements, Database database, long before, int limit) {
    Sql find =
        Sql.of("SELECT " + key + " FROM " + table + " WHERE " + condition, before)
            .with(" LIMIT ? FOR UPDATE SKIP LOCKED", limit);
    String delete = "DELETE FROM " + table + " WHERE " + key;
    if (database == Database.POSTGRESQL) {
      return statements.run(Sql.of(delete + " = ANY (ARRAY(?))", find));
    }
    List<String> keys = statements.list(find, Row::text);
    return keys.isEmpty()
        ? 0
        : statements.run(Sql.of(delete + " IN ? AND " + condition, keys, before));
  }
}
