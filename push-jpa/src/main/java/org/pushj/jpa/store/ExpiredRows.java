package org.pushj.jpa.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.spi.InboxEntry;

/**
 * Rows of a table that are not needed any more after a while.
 *
 * @param table its name in SQL
 * @param key the column of its primary key
 * @param since the column of the time since which they are not needed
 * @param state the state that they are in; null if the table knows none
 */
public record ExpiredRows(
    String table, String key, String since, InboxEntry.@Nullable State state) {
  private static final int BATCH = 500;

  /**
   * Removes rows in batches until one is not full, the oldest rows first, and skips rows that are
   * locked.
   *
   * <p>Removes nothing while an age may be wrong, as after the clock has jumped.
   *
   * @param limit how many rows at most in all
   * @return how many were removed
   */
  public int remove(String what, StoreTransactions transactions, Instant before, int limit) {
    if (transactions.isClockUncertain()) {
      return 0;
    }
    long time = Sql.millisFrom(before);
    int removed = 0;
    int size;
    int got;
    do {
      size = Math.min(limit - removed, BATCH);
      got = removeBatch(what, transactions, time, size);
      removed += got;
    } while (got == size && removed < limit);
    return removed;
  }

  private int removeBatch(String what, StoreTransactions transactions, long before, int limit) {
    Database database = transactions.database();
    // From 0 on: H2 would begin with the rows that have no such time.
    String isOld =
        (state == null ? "" : "state = '" + state + "' AND ")
            + (since + " >= 0 AND " + since + " < ?");
    // By the whole index: H2 would sort all that is old.
    String order = (state == null ? "" : "state, ") + since;
    Sql old =
        Sql.of("SELECT " + key + " FROM " + table + " WHERE " + isOld, before)
            .with(" ORDER BY " + order);
    if (database == Database.POSTGRESQL) {
      Sql locked = old.with(" LIMIT ? FOR UPDATE SKIP LOCKED", limit);
      Sql delete = Sql.of("DELETE FROM " + table + " WHERE " + key + " = ANY (ARRAY(?))", locked);
      return transactions.change(what, true, statements -> statements.run(delete));
    }
    // Looks without locks, since MariaDB's keep others from adding what lies next to the locked;
    // and at more than is removed, since another node may be removing the first of them.
    Sql some = old.with(" LIMIT ?", 2 * limit);
    List<String> keys = transactions.read(what, statements -> statements.list(some, Row::text));
    boolean hinted = database == Database.MARIADB;
    String rows = " FROM " + table + (hinted ? " w FORCE INDEX (PRIMARY)" : "");
    String select = "SELECT " + key + rows + " WHERE " + key + " IN ? AND " + isOld;
    String delete = (hinted ? "DELETE w" : "DELETE") + rows + " WHERE " + key + " IN ?";
    int removed = 0;
    int to = 0;
    while (removed < limit && to < keys.size()) {
      List<String> next = keys.subList(to, Math.min(to + limit - removed, keys.size()));
      Sql lock = Sql.of(select + " FOR UPDATE SKIP LOCKED", next, before);
      removed +=
          transactions.change(
              what,
              statements -> {
                List<String> locked = statements.list(lock, Row::text);
                return locked.isEmpty() ? 0 : statements.run(Sql.of(delete, locked));
              });
      to += next.size();
    }
    return removed;
  }
}
