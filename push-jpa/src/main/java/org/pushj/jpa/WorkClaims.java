package org.pushj.jpa;

import java.util.List;

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
record WorkClaims(Table table, String end, String changes) {
  /** The column with the due time. */
  static final String DUE = "due_at";

  /**
   * Claims rows that are due, in one transaction.
   *
   * @param now what is due until this moment is claimed, in milliseconds
   * @param until when the claim ends, in milliseconds
   * @return the claimed rows, as they are now
   */
  List<Row> claim(Statements statements, Database database, long now, long until, int limit) {
    // H2 would begin with all rows that have no due time.
    Sql due = Sql.of("SELECT id FROM " + table.name() + " WHERE due_at BETWEEN 0 AND ?", now);
    due = due.andIf(end + " <= ?", end.equals(DUE) ? null : now);
    // H2 would count locked rows within the limit if the rows were sorted.
    due = database == Database.H2 ? due : due.with(" ORDER BY due_at");
    return claim(
        statements, database, due.with(" LIMIT ? FOR UPDATE SKIP LOCKED", limit), now, until);
  }

  /**
   * Claims those of some rows that are due, in one transaction.
   *
   * @param due the query that locks and returns their ids
   * @return the claimed rows, as they are now
   */
  List<Row> claim(Statements statements, Database database, Sql due, long now, long until) {
    if (database == Database.POSTGRESQL) {
      return statements.rows(claimAndReturn(due, until));
    }
    List<String> ids = statements.list(due, Row::text);
    if (ids.isEmpty()) {
      return List.of();
    }
    int claimed =
        statements.run(claim(until).with(" WHERE w.id IN ? AND w." + end + " <= ?", ids, now));
    if (claimed != ids.size()) {
      throw new IllegalStateException(
          "of " + ids.size() + " rows that were locked, " + claimed + " were due");
    }
    return statements.rows(table.select().with(" WHERE w.id IN ?", ids));
  }

  /**
   * Returns the statement for PostgreSQL that locks rows, claims them and returns them.
   *
   * @param due the query that locks and returns their ids
   */
  private Sql claimAndReturn(Sql due, long until) {
    return Sql.of("WITH due AS MATERIALIZED (?) ?", due, claim(until))
        .with(" FROM due WHERE w.id = due.id RETURNING " + table.columnList());
  }

  /** Returns the change that claims rows, up to the conditions. */
  Sql claim(long until) {
    return Sql.of("UPDATE " + table.name() + " w SET version = version + 1, ?", changes(until));
  }

  /** Returns what a claim sets, apart from the version. */
  Sql changes(long until) {
    return Sql.of(end + " = ?" + changes, until);
  }
}
