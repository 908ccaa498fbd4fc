package org.pushj.jpa.claims;

import java.util.List;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.sql.Table;

/**
 * Claims work that is due: moves the end of its claim into the future, and counts its version up,
 * in one statement for a whole batch. A claim ends by itself, when that time has come.
 *
 * <p>Rows that another node is just claiming are skipped. The change names the due time once more,
 * so that nothing is claimed twice even if a lock did not hold.
 *
 * @param table where the work is
 * @param end the column with the end of the claim: {@code due_at}; or one that is in no index, so
 *     that a claim writes none, and then what is due and claimed is read and passed over
 * @param changes what else a claim changes, in SQL, each after a comma
 */
public record WorkClaims(Table table, String end, String changes) {
  /** The column with the due time. */
  public static final String DUE = "due_at";

  /**
   * Returns the query for what is due, up to further conditions.
   *
   * @param select what to read, in SQL, and from where
   * @param now what is due until this moment, in milliseconds
   */
  public Sql due(String select, long now) {
    // H2 would begin with all rows that have no due time.
    Sql due = Sql.of(select + " WHERE due_at BETWEEN 0 AND ?", now);
    return due.andIf(end + " <= ?", end.equals(DUE) ? null : now);
  }

  /**
   * Claims rows that are due, and were locked by this transaction.
   *
   * @return the rows as they are now
   */
  public List<Row> claimLocked(
      Statements statements, Database database, List<String> ids, long now, long until) {
    if (ids.isEmpty()) {
      return List.of();
    }
    if (database == Database.POSTGRESQL) {
      return statements.rows(
          claim(until).with(" WHERE w.id IN ? RETURNING " + table.columnList(), ids));
    }
    int claimed =
        statements.run(claim(until).with(" WHERE w.id IN ? AND w." + end + " <= ?", ids, now));
    if (claimed != ids.size()) {
      throw new IllegalStateException(
          "of " + ids.size() + " rows that were locked, " + claimed + " were due");
    }
    return statements.rows(table.select().with(" WHERE w.id IN ?", ids));
  }

  /** Returns the change that claims rows, up to the conditions. */
  public Sql claim(long until) {
    return Sql.of("UPDATE " + table.name() + " w SET version = version + 1, ?", changes(until));
  }

  /** Returns what a claim sets, apart from the version. */
  public Sql changes(long until) {
    return Sql.of(end + " = ?" + changes, until);
  }
}
