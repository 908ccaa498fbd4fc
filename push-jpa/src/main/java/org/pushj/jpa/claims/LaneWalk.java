package org.pushj.jpa.claims;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;

/**
 * Finds the lanes of a table, without reading all the rows in each. For that the table has an index
 * that begins with the lane.
 *
 * @param table the table's name in SQL
 * @param lane its column with the lane, which is never empty
 * @param next the second column of that index: the due time, or what rows of a lane follow each
 *     other by; empty in rows to be passed over
 * @param turns conditions in SQL, each with an AND before it: together with the due time, an index
 *     has what meets one of them
 */
public record LaneWalk(String table, String lane, String next, List<String> turns) {
  private static final String ON_POSTGRESQL =
      """
      WITH RECURSIVE line AS (
        (SELECT f.$lane AS lane, f.$next AS next FROM $table f
         WHERE f.$next IS NOT NULL AND f.$lane > ? ORDER BY f.$lane, f.$next LIMIT 1)
        UNION ALL
        SELECT n.lane, n.next FROM line l CROSS JOIN LATERAL (
          SELECT f.$lane AS lane, f.$next AS next FROM $table f
          WHERE f.$next IS NOT NULL AND f.$lane > l.lane ORDER BY f.$lane, f.$next LIMIT 1) n)
      SELECT lane, next FROM line LIMIT ?
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
      SELECT lane, (SELECT f.$next FROM $table f
          WHERE f.$lane = line.lane AND f.$next >= 0 ORDER BY f.$lane, f.$next LIMIT 1)
      FROM line WHERE lane IS NOT NULL
      """;

  /** For MariaDB, whose index goes from one group to the next. */
  private static final String ON_MARIADB =
      """
      SELECT $lane, MIN($next) FROM $table WHERE $lane > ?
      GROUP BY $lane HAVING MIN($next) IS NOT NULL ORDER BY $lane LIMIT ?
      """;

  private static final String NEWEST =
      "SELECT $lane FROM $table WHERE due_at BETWEEN 0 AND ?$turn ORDER BY due_at DESC LIMIT ?";

  /**
   * A lane.
   *
   * @param mayBeDue false if all that is in it is due later
   */
  record Lane(String name, boolean mayBeDue) {}

  /** Returns lanes, in their order, after one of them. */
  List<Lane> after(Statements statements, Database database, String after, int size, long now) {
    String lanes =
        switch (database) {
          case POSTGRESQL -> ON_POSTGRESQL;
          case H2 -> ON_H2;
          case MARIADB -> ON_MARIADB;
        };
    boolean isDueTime = next.equals(WorkClaims.DUE);
    return statements.list(
        Sql.of(with(lanes), after, size),
        row -> {
          String name = row.text();
          Long first = row.numberOrNull();
          return new Lane(name, first != null && (!isDueTime || first <= now));
        });
  }

  /** Returns the lanes of what became due last. */
  List<String> newest(Statements statements, int size, long now) {
    Set<String> lanes = new LinkedHashSet<>();
    for (String turn : turns) {
      String newest = with(NEWEST).replace("$turn", turn);
      lanes.addAll(statements.list(Sql.of(newest, now, size), row -> row.text()));
    }
    return List.copyOf(lanes);
  }

  private String with(String sql) {
    return sql.replace("$lane", lane).replace("$table", table).replace("$next", next);
  }
}
