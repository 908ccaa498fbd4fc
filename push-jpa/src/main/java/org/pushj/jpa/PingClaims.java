package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import org.pushj.spi.QueuedPing;

/**
 * Claims pings: of each target, a topic at a hub, the one with the greatest id, and removes the
 * others. Nobody who adds a ping is waited for, nor has to wait.
 *
 * <p>What is removed is guarded by the claim: where another was faster to claim the ping, all of
 * its target is left to him.
 */
final class PingClaims {
  private static final int BATCH = 500;

  /** For PostgreSQL: locks, claims and returns what is not claimed, and removes the others. */
  private static final String CLAIM_AND_RETURN =
      """
      WITH due AS MATERIALIZED (
        SELECT n.id, n.target FROM unnest(string_to_array(?3, ',')) AS t (target)
        CROSS JOIN LATERAL (
          SELECT l.id, l.target FROM push_ping l
          WHERE l.id = (SELECT MAX(m.id) FROM push_ping m
            WHERE m.target = t.target AND m.due_at IS NOT NULL)
          AND l.due_at IS NOT NULL AND (l.claimed = 0 OR l.due_at <= ?1)
          AND l.target NOT IN
            (SELECT c.target FROM push_ping c WHERE c.claimed = 1 AND c.due_at > ?1)
          FOR UPDATE SKIP LOCKED) n),
      others AS MATERIALIZED (
        SELECT o.id FROM due JOIN push_ping o ON o.target = due.target AND o.id <> due.id
        WHERE o.claimed = 0 OR o.due_at <= ?1
        FOR UPDATE OF o SKIP LOCKED),
      removed AS (DELETE FROM push_ping r USING others WHERE r.id = others.id)
      UPDATE push_ping AS w SET due_at = ?2, %s FROM due WHERE w.id = due.id RETURNING %s
      """
          .formatted(PingRow.WORK.changedColumns(), PingRow.WORK.columns());

  private final StoreTransactions units;

  PingClaims(StoreTransactions units) {
    this.units = units;
  }

  /**
   * Claims what is due.
   *
   * @param now what is due until this moment is claimed, in milliseconds
   * @param until when the claims end, in milliseconds
   * @return the pings as they are then
   */
  List<QueuedPing> claim(long now, long until, int limit) {
    String what = "claiming pings";
    List<String> targets =
        units.read(what, entities -> PingSearch.dueTargets(entities, now, limit));
    if (targets.isEmpty()) {
      return List.of();
    }
    if (units.database() == Database.POSTGRESQL) {
      return units.change(what, entities -> claimAndReturn(entities, targets, now, until));
    }
    // Read before the transaction: on MariaDB no change is made to what is newer than a read in it.
    List<QueuedPing> latest = units.read(what, entities -> PingSearch.latest(entities, targets));
    return units.change(what, entities -> claimEach(entities, latest, now, until));
  }

  private static List<QueuedPing> claimAndReturn(
      EntityManager entities, List<String> targets, long now, long until) {
    Query query =
        entities
            .createNativeQuery(CLAIM_AND_RETURN)
            .setParameter(1, now)
            .setParameter(2, until)
            .setParameter(3, String.join(",", targets));
    return Sql.rows(query).stream().map(PingMapper::ping).toList();
  }

  private List<QueuedPing> claimEach(
      EntityManager entities, List<QueuedPing> latest, long now, long until) {
    List<QueuedPing> claimed =
        latest.stream()
            .filter(ping -> PingStatements.claim(ping, now, until).run(entities) > 0)
            .map(ping -> claimed(ping, until))
            .toList();
    if (!claimed.isEmpty()) {
      removeOthers(entities, claimed.stream().map(PingMapper::target).toList(), now);
    }
    return claimed;
  }

  private static QueuedPing claimed(QueuedPing read, long until) {
    return read.waiting(Instant.ofEpochMilli(until), read.attempts() + 1, read.error());
  }

  private void removeOthers(EntityManager entities, List<String> targets, long now) {
    String after = "";
    List<String> others;
    do {
      others = PingSearch.unclaimed(entities, targets, after, now, BATCH);
      if (!others.isEmpty()) {
        PingStatements.removeUnclaimed(others, now, units.database()).run(entities);
        after = others.get(others.size() - 1);
      }
    } while (others.size() == BATCH);
  }
}
