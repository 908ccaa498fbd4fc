package org.pushj.jpa.claims;

import java.util.List;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;

/**
 * Goes from one lane of a table to the next, without reading all the rows in between. For that the
 * table has an index that begins with the lane.
 *
 * @param table the table's name in SQL
 * @param lane its column with the lane, which is never empty
 * @param waits a column that is empty in rows to be passed over, the second one of the index
 */
public record LaneWalk(String table, String lane, String waits) {
  private static final String ON_POSTGRESQL =
      """
      WITH RECURSIVE line AS (
        (SELECT f.$lane AS lane FROM $table f
         WHERE f.$waits IS NOT NULL AND f.$lane > ? ORDER BY f.$lane LIMIT 1)
        UNION ALL
        SELECT n.lane FROM line l CROSS JOIN LATERAL (
          SELECT f.$lane AS lane FROM $table f
          WHERE f.$waits IS NOT NULL AND f.$lane > l.lane ORDER BY f.$lane LIMIT 1) n)
      SELECT lane FROM line LIMIT ?
      """;

  /**
   * For H2, the same: its index finds where a text begins, but reads all that is equal to it first.
   * In a lane no character comes before an exclamation mark, so what follows one is what follows it
   * with that mark.
   */
  private static final String ON_H2 =
      """
      WITH RECURSIVE line (lane, n) AS (
        SELECT (SELECT f.$lane FROM $table f
          WHERE f.$lane >= ? || '!' ORDER BY f.$lane LIMIT 1), 1
        UNION ALL
        SELECT (SELECT f.$lane FROM $table f
          WHERE f.$lane >= l.lane || '!' ORDER BY f.$lane LIMIT 1), l.n + 1
        FROM line l WHERE l.lane IS NOT NULL AND l.n < ?)
      SELECT lane FROM line WHERE lane IS NOT NULL
      """;

  /** For MariaDB, whose index goes from one group to the next. */
  private static final String ON_MARIADB =
      """
      SELECT $lane FROM $table WHERE $lane > ?
      GROUP BY $lane HAVING MIN($waits) IS NOT NULL ORDER BY $lane LIMIT ?
      """;

  /** Returns lanes in which something may wait, in their order, after one of them. */
  public List<String> after(Statements statements, Database database, String after, int size) {
    String next =
        switch (database) {
          case POSTGRESQL -> ON_POSTGRESQL;
          case H2 -> ON_H2;
          case MARIADB -> ON_MARIADB;
        };
    String sql = next.replace("$lane", lane).replace("$table", table).replace("$waits", waits);
    return statements.list(Sql.of(sql, after, size), Row::text);
  }
}
