package org.pushj.jpa.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.jpa.claims.LaneClaims;
import org.pushj.jpa.claims.LaneTour;
import org.pushj.jpa.claims.WorkClaims;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.spi.Claim;

/**
 * Claims updates in order: of each subscription the one with the first place, if it is due.
 *
 * <p>A claimed row keeps its subscription in {@code claimed_for}, a column that is unique, until it
 * is settled or put back. So there is only one claim at a time, even when a row with an earlier
 * place is committed after the claim: that row has to wait. A row whose claim has ended is claimed
 * next. A node that claims for a subscription that another has just claimed for violates the
 * uniqueness, and tries again.
 *
 * <p>Rows behind one that is to be tried again later are due, but have to wait. There may be a
 * great many, and a claim does not read them all: only what has been due for longest, then what has
 * just become due, and then some more subscriptions, others each time.
 */
public final class OrderedClaims {
  private static final int WINDOW = 256;

  /**
   * How many subscriptions one statement names, except on PostgreSQL: always as many, so that it is
   * parsed once.
   */
  private static final int NAMED = 16;

  private static final int PAGES = 8;

  private static final WorkClaims CLAIMS =
      new WorkClaims(
          InboxTable.TABLE,
          WorkClaims.DUE,
          ", attempts = attempts + 1, claimed_for = subscription_id");

  /** Finds what is next in a subscription; to be formatted with its id, in SQL. */
  private static final String NEXT =
      """
      COALESCE(
        (SELECT t.id FROM push_update t WHERE t.claimed_for = %1$s),
        (SELECT f.id FROM push_update f
         WHERE f.subscription_id = %1$s AND f.place >= 0
         ORDER BY f.subscription_id, f.place LIMIT 1))
      """;

  private static final String NEXT_OF_EACH = NEXT.formatted("s.id");

  /** For H2: what is next in one subscription, if it is due. */
  private static final String IF_NEXT_AND_DUE =
      " WHERE w.id = " + NEXT.formatted("?") + " AND w.due_at <= ??";

  /**
   * For PostgreSQL: finds and locks what is next and due. COALESCE keeps it from the index of due
   * times, where it would read all that is due for each subscription.
   */
  private static final String NEXT_DUE =
      """
      SELECT n.id, s.id FROM unnest(string_to_array(?, ',')) AS s (id) CROSS JOIN LATERAL (
        SELECT w.id FROM push_update w WHERE COALESCE(w.due_at <= ?, FALSE) AND w.id = %s ?
        FOR UPDATE SKIP LOCKED) n
      LIMIT ?
      """
          .formatted(NEXT_OF_EACH);

  private final LaneTour tour = new LaneTour(InboxTable.LANES, PAGES);

  /** Claims as {@link LaneClaims#claim} does. */
  public List<Row> claim(Statements statements, Database database, Claim claim, Sql except) {
    Batch batch = new Batch(statements, database, claim, except);
    List<String> oldest = batch.oldest();
    batch.claimFrom(oldest);
    if (oldest.size() == WINDOW && !batch.isFull()) {
      tour.go(statements, database, claim, batch::claimFrom);
    }
    return batch.claimed;
  }

  /** Claims what is next in one subscription, if it is due. */
  public List<Row> claimNext(
      Statements statements, Database database, String subscription, Claim claim, Sql except) {
    if (database == Database.H2) {
      long now = claim.now().toEpochMilli();
      long until = claim.until().toEpochMilli();
      Sql change =
          CLAIMS.claim(until).with(IF_NEXT_AND_DUE, subscription, subscription, now, except);
      return statements.run(change) == 0 ? List.of() : claimed(statements, subscription);
    }
    Batch batch = new Batch(statements, database, claim, except);
    batch.claimFrom(List.of(subscription));
    return batch.claimed;
  }

  private static List<Row> claimed(Statements statements, String subscription) {
    return statements.rows(
        InboxTable.TABLE.select().with(" WHERE w.claimed_for = ?", subscription));
  }

  /** What one call claims. */
  private record Batch(
      Statements statements,
      Database database,
      Claim claim,
      Sql except,
      Set<String> seen,
      List<Row> claimed) {

    Batch(Statements statements, Database database, Claim claim, Sql except) {
      this(statements, database, claim, except, new HashSet<>(), new ArrayList<>());
      claim.giveBack();
    }

    boolean isFull() {
      return claim.left() == 0;
    }

    /** Finds the subscriptions of what has been due for longest, one for each row. */
    List<String> oldest() {
      return texts(
          Sql.of(
                  "SELECT subscription_id FROM push_update WHERE due_at BETWEEN 0 AND ??",
                  now(),
                  except)
              .with(" ORDER BY due_at LIMIT ?", WINDOW));
    }

    private long now() {
      return claim.now().toEpochMilli();
    }

    /** Claims what is next and due in some subscriptions that were not looked at before. */
    void claimFrom(List<String> subscriptions) {
      List<String> unseen = subscriptions.stream().filter(seen::add).toList();
      int step = database == Database.POSTGRESQL ? WINDOW : NAMED;
      for (int i = 0; i < unseen.size() && !isFull(); i += step) {
        List<String> some = unseen.subList(i, Math.min(i + step, unseen.size()));
        int size = claim.left();
        Set<String> found = claimNext(some, size);
        if (found.size() == size && !isFull()) {
          // Some of these have no room: so the others are looked at, too, all at once.
          List<String> others = some.stream().filter(each -> !found.contains(each)).toList();
          claimNext(others, step);
        }
      }
    }

    /** Claims what is next and due, and returns the subscriptions of what was found. */
    private Set<String> claimNext(List<String> subscriptions, int size) {
      return subscriptions.isEmpty()
          ? Set.of()
          : nextDue(subscriptions, size)
              .map(next -> claim(statements.rows(next)))
              .orElseGet(Set::of);
    }

    /**
     * Claims of locked rows, each with its id and its subscription, what the claim takes; returns
     * the subscriptions of all.
     */
    private Set<String> claim(List<Row> locked) {
      Set<String> found = new HashSet<>();
      List<String> ids = new ArrayList<>();
      for (Row row : locked) {
        String id = row.text();
        String subscription = row.text();
        found.add(subscription);
        if (claim.take(subscription)) {
          ids.add(id);
        }
      }
      long until = claim.until().toEpochMilli();
      claimed.addAll(CLAIMS.claimLocked(statements, database, ids, now(), until));
      return found;
    }

    /**
     * Returns the query that locks what is next and due in some subscriptions; empty if none is.
     */
    private Optional<Sql> nextDue(List<String> subscriptions, int size) {
      if (database == Database.POSTGRESQL) {
        return Optional.of(Sql.of(NEXT_DUE, String.join(",", subscriptions), now(), except, size));
      }
      // MariaDB knows the type of a parameter, and no such cast.
      String one = database == Database.MARIADB ? "SELECT ?" : "SELECT CAST(? AS VARCHAR(36))";
      String all = one + " AS id" + (" UNION ALL " + one).repeat(NAMED - 1);
      List<String> named = new ArrayList<>(subscriptions);
      named.addAll(Collections.nCopies(NAMED - named.size(), ""));
      List<String> next =
          statements
              .list(
                  Sql.of("SELECT " + NEXT_OF_EACH + " FROM (" + all + ") s", named.toArray()),
                  row -> Optional.ofNullable(row.textOrNull()))
              .stream()
              .flatMap(Optional::stream)
              .toList();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      String due = "SELECT id, subscription_id FROM push_update WHERE due_at <= ? AND id IN ?";
      // MariaDB locks what it only looks at, so as few rows as possible are looked at with locks.
      List<String> some = texts(Sql.of(due + "? LIMIT ?", now(), next, except, size));
      return some.isEmpty()
          ? Optional.empty()
          : Optional.of(Sql.of(due + " FOR UPDATE SKIP LOCKED", now(), some));
    }

    private List<String> texts(Sql sql) {
      return statements.list(sql, Row::text);
    }
  }
}
