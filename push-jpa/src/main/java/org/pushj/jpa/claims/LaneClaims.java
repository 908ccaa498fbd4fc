package org.pushj.jpa.claims;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.spi.Claim;

/**
 * Claims what is due, as far as its lanes have room: the oldest, and where these are in lanes that
 * have none, what is due in other lanes. There may be a great deal in a lane without room, and a
 * claim does not read it all: it looks at the oldest rows, then goes from lane to lane, and begins
 * with others each time.
 *
 * <p>Thread-safe.
 */
public final class LaneClaims {
  private static final int WINDOW = 256;
  private static final int PAGES = 4;

  private final WorkClaims claims;
  private final LaneWalk walk;
  private final LaneTour tour;
  private final String alone;
  private final String over;

  /** Makes the claims of a table in which each row needs its lane. */
  public LaneClaims(WorkClaims claims, LaneWalk walk) {
    this(claims, walk, "NULL", "");
  }

  /**
   * Makes the claims of a table.
   *
   * @param walk its lanes, and its turns: what meets the first is claimed first
   * @param alone the column with the time from which on a row needs no lane, or NULL
   * @param over a condition in SQL that finds, by an index, rows that need no lane at a time; empty
   *     if there is none
   */
  public LaneClaims(WorkClaims claims, LaneWalk walk, String alone, String over) {
    this.claims = claims;
    this.walk = walk;
    this.tour = new LaneTour(walk, PAGES);
    this.alone = alone;
    this.over = over;
  }

  /**
   * Claims rows, in one transaction, and returns them as they are now; instead of those that an
   * earlier attempt has taken.
   *
   * @param except a further condition in SQL, with an AND before it, or empty
   */
  public List<Row> claim(Statements statements, Database database, Claim claim, Sql except) {
    claim.giveBack();
    Batch batch = new Batch(statements, database, claim, except);
    boolean isMore = false;
    for (String turn : walk.turns()) {
      isMore |= batch.takeOldest(turn);
    }
    if (isMore) {
      batch.takeOver();
      tour.go(statements, database, claim, batch::takeIn);
    }
    long now = claim.now().toEpochMilli();
    return claims.claimLocked(statements, database, batch.ids, now, claim.until().toEpochMilli());
  }

  /** What one call takes. */
  private final class Batch {
    private final Statements statements;
    private final Database database;
    private final Claim claim;
    private final Sql except;
    private final List<String> ids = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> full = new HashSet<>();

    Batch(Statements statements, Database database, Claim claim, Sql except) {
      this.statements = statements;
      this.database = database;
      this.claim = claim;
      this.except = except;
    }

    /** Takes of the oldest rows; returns whether there are more than were looked at. */
    boolean takeOldest(String turn) {
      int size = claim.left();
      if (size == 0 || take(turn, size) < size || claim.left() == 0) {
        return false;
      }
      return take(turn, WINDOW) == WINDOW && claim.left() > 0;
    }

    private int take(String turn, int size) {
      // H2 would count locked rows within the limit if the rows were sorted.
      String order = database == Database.H2 ? "" : " ORDER BY due_at";
      return take(due().with(turn + order + " LIMIT ? FOR UPDATE SKIP LOCKED", size));
    }

    /** Takes what needs no lane, however much that does stands before it. */
    void takeOver() {
      if (!over.isEmpty()) {
        long now = claim.now().toEpochMilli();
        // Not by the index of due times: that has all the others too.
        Sql due =
            Sql.of(selected() + " WHERE " + over, now)
                .with(" AND due_at + 0 <= ? AND " + claims.end() + " <= ??", now, now, except);
        take(due.with(" LIMIT ? FOR UPDATE SKIP LOCKED", claim.left() + ids.size()));
      }
    }

    /**
     * Takes what is due in some lanes. What is found may be in lanes that have no room, or get none
     * from then on: then it looks again, without these. Each look finds another such lane, or takes
     * {@value #WINDOW} rows.
     */
    void takeIn(List<String> lanes) {
      boolean isMore = true;
      while (isMore && claim.left() > 0) {
        List<String> open = lanes.stream().filter(lane -> !full.contains(lane)).toList();
        isMore = !open.isEmpty() && takeIn(open, WINDOW + ids.size());
      }
    }

    /**
     * Takes of open lanes, of which some rows may be taken already; returns whether more is due.
     */
    private boolean takeIn(List<String> open, int size) {
      Sql due = due().with(" AND " + walk.lane() + " IN ?", open);
      return take(due.with(" LIMIT ? FOR UPDATE SKIP LOCKED", size)) == size;
    }

    private Sql due() {
      return claims.due(selected(), claim.now().toEpochMilli()).with("?", except);
    }

    private String selected() {
      return "SELECT id, " + walk.lane() + ", " + alone + " FROM " + walk.table();
    }

    private int take(Sql due) {
      List<Row> rows = statements.rows(due);
      for (Row row : rows) {
        String id = row.text();
        if (seen.add(id) && take(row.text(), row.numberOrNull())) {
          ids.add(id);
        }
      }
      return rows.size();
    }

    private boolean take(String lane, @Nullable Long aloneFrom) {
      if (aloneFrom != null && aloneFrom <= claim.now().toEpochMilli()) {
        return claim.take();
      }
      boolean isTaken = !full.contains(lane) && claim.take(lane);
      if (!isTaken) {
        full.add(lane);
      }
      return isTaken;
    }
  }
}
