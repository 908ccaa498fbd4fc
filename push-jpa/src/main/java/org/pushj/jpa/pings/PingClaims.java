package org.pushj.jpa.pings;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pushj.jpa.claims.LaneTour;
import org.pushj.jpa.claims.UnreadableRows;
import org.pushj.jpa.claims.WorkClaims;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.store.StoreTransactions;
import org.pushj.spi.Claim;
import org.pushj.spi.QueuedPing;

/**
 * Claims pings: of each target, a topic at a hub, the one with the greatest id, and removes the
 * others. A claim neither waits for transactions that add pings, nor holds them up.
 *
 * <p>What is removed is guarded by the claim: where another node was faster to claim the ping, all
 * pings of the target are left to that node.
 */
public final class PingClaims {
  private static final int BATCH = 500;
  private static final int PAGES = 4;

  private static final WorkClaims CLAIMS =
      new WorkClaims(PingTable.TABLE, WorkClaims.DUE, ", attempts = attempts + 1, claimed = 1");

  /** For PostgreSQL: locks, claims and returns what is not claimed, and removes the others. */
  private static final String CLAIM_AND_RETURN =
      """
      WITH due AS MATERIALIZED (
        SELECT n.id, n.target FROM unnest(string_to_array(?, ',')) AS t (target)
        CROSS JOIN LATERAL (
          SELECT l.id, l.target FROM push_ping l
          WHERE l.id = (SELECT MAX(m.id) FROM push_ping m
            WHERE m.target = t.target AND m.due_at IS NOT NULL?)
          AND l.due_at IS NOT NULL AND (l.claimed = 0 OR l.due_at <= ?)
          AND l.target NOT IN
            (SELECT c.target FROM push_ping c WHERE c.claimed = 1 AND c.due_at > ?)
          FOR UPDATE SKIP LOCKED) n),
      others AS MATERIALIZED (
        SELECT o.id FROM due JOIN push_ping o ON o.target = due.target AND o.id <> due.id
        WHERE o.claimed = 0 OR o.due_at <= ?
        FOR UPDATE OF o SKIP LOCKED),
      removed AS (DELETE FROM push_ping WHERE id = ANY (ARRAY(SELECT id FROM others)))
      ? FROM due WHERE w.id = due.id RETURNING %s
      """
          .formatted(PingTable.TABLE.columnList());

  private final StoreTransactions transactions;
  private final PingReader reader;
  private final LaneTour tour = new LaneTour(PingTable.LANES, PAGES);
  private final UnreadableRows unreadable = new UnreadableRows();

  public PingClaims(StoreTransactions transactions, PingReader reader) {
    this.transactions = transactions;
    this.reader = reader;
  }

  /**
   * Claims what is due; returns the pings as they are then. What cannot be read is left to other
   * nodes, and parked after a day; an earlier ping of its target is claimed instead, if there is
   * one.
   */
  public List<QueuedPing> claim(Claim wanted) {
    return unreadable.claim(
        wanted,
        except -> claim(wanted, except),
        read -> wanted.take(read.hub().toString()),
        (ids, dueAt) ->
            transactions.change(
                "leaving pings to other nodes",
                statements -> PingTable.leaveUnread(statements, ids, wanted.now(), dueAt)));
  }

  /**
   * Claims what is due, and could be read before it was claimed: to claim a ping removes others.
   *
   * @param except a further condition in SQL, with an AND before it, or empty
   */
  private UnreadableRows.Batch<QueuedPing> claim(Claim wanted, Sql except) {
    String what = "claiming pings";
    long now = wanted.now().toEpochMilli();
    long until = wanted.until().toEpochMilli();
    Set<String> taken = transactions.read(what, statements -> take(statements, wanted, except));
    if (taken.isEmpty()) {
      return new UnreadableRows.Batch<>(List.of(), List.of());
    }
    List<String> targets = List.copyOf(taken);
    // Read before the transaction: on MariaDB no change is made to what is newer than a read in it.
    List<Row> rows =
        transactions.read(what, statements -> PingTable.latest(statements, targets, except));
    UnreadableRows.Batch<QueuedPing> latest = UnreadableRows.Batch.of(rows, reader::readable);
    List<String> unread = latest.unread();
    if (transactions.database() == Database.POSTGRESQL) {
      Sql readable = except.andIf("id NOT IN ?", unread.isEmpty() ? null : unread);
      Sql claim = claimAndReturn(targets, readable, now, until);
      List<Row> claimed = transactions.change(what, true, statements -> statements.rows(claim));
      return new UnreadableRows.Batch<>(
          claimed.stream().flatMap(row -> reader.readable(row).stream()).toList(), unread);
    }
    return new UnreadableRows.Batch<>(
        transactions.change(what, statements -> claimEach(statements, latest.read(), now, until)),
        unread);
  }

  /**
   * Takes of the oldest, and where these are for hubs that get no more now, of other hubs; instead
   * of what an earlier attempt has taken.
   */
  private Set<String> take(Statements statements, Claim claim, Sql except) {
    claim.giveBack();
    long now = claim.now().toEpochMilli();
    Set<String> targets = new LinkedHashSet<>();
    Set<String> full = new HashSet<>();
    List<PingTable.DuePing> oldest = PingTable.due(statements, now, except);
    take(oldest, claim, targets, full);
    if (oldest.size() == PingTable.WINDOW) {
      tour.go(
          statements,
          transactions.database(),
          claim,
          hubs -> {
            // What is found may be for hubs that get no more: then again, without these.
            boolean isMore = true;
            while (isMore && claim.left() > 0) {
              List<String> open = hubs.stream().filter(hub -> !full.contains(hub)).toList();
              int size = PingTable.WINDOW + targets.size();
              List<PingTable.DuePing> due =
                  open.isEmpty() ? List.of() : PingTable.due(statements, now, except, open, size);
              take(due, claim, targets, full);
              isMore = due.size() == size;
            }
          });
    }
    return targets;
  }

  private static void take(
      List<PingTable.DuePing> due, Claim claim, Set<String> targets, Set<String> full) {
    for (PingTable.DuePing each : due) {
      if (targets.contains(each.target()) || full.contains(each.hubKey())) {
        continue;
      }
      if (claim.take(each.hub())) {
        targets.add(each.target());
      } else {
        full.add(each.hubKey());
      }
    }
  }

  /** Returns the claim of PostgreSQL, as one statement. */
  private static Sql claimAndReturn(List<String> targets, Sql except, long now, long until) {
    String all = String.join(",", targets);
    return Sql.of(CLAIM_AND_RETURN, all, except, now, now, now, CLAIMS.claim(until));
  }

  private List<QueuedPing> claimEach(
      Statements statements, List<QueuedPing> latest, long now, long until) {
    List<QueuedPing> claimed =
        latest.stream()
            .filter(ping -> statements.runOne(claim(ping, now, until)))
            .map(ping -> claimed(ping, until))
            .toList();
    if (!claimed.isEmpty()) {
      removeOthers(statements, claimed.stream().map(PingTable::target).toList(), now);
    }
    return claimed;
  }

  /** Claims a ping that is still as it was read, and not claimed. */
  private static Sql claim(QueuedPing read, long now, long until) {
    return PingTable.TABLE
        .update(read.id(), read.version(), CLAIMS.changes(until))
        .with(" AND state = 'WAITING' AND (claimed = 0 OR due_at <= ?)", now);
  }

  private static QueuedPing claimed(QueuedPing read, long until) {
    return read.waiting(Instant.ofEpochMilli(until), read.attempts() + 1, read.error());
  }

  private void removeOthers(Statements statements, List<String> targets, long now) {
    String after = "";
    List<String> others;
    do {
      others = PingTable.unclaimed(statements, targets, after, now, BATCH);
      if (!others.isEmpty()) {
        statements.run(PingTable.removeUnclaimed(others, now, transactions.database()));
        after = others.get(others.size() - 1);
      }
    } while (others.size() == BATCH);
  }
}
