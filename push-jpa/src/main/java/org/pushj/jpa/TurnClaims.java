package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims updates in order: of each subscription the one that waits in front, if it is due.
 *
 * <p>A claimed row has the turn of its subscription, in a column that is unique, until it is
 * settled. So there is only one at a time, also when a row that came before it is committed after
 * it was claimed: that has to wait. A row whose claim has ended has the turn still, and is claimed
 * next. Who would take a turn that another has just taken breaks the rule of uniqueness, and may
 * try again.
 */
final class TurnClaims {
  /** How many rows that are due are looked at, from the oldest on. */
  private static final int WINDOW = 1000;

  private static final int SUBSCRIPTION = InboxRow.ATTRIBUTES.indexOf("subscriptionId");

  /** Locks what is next in each subscription of {@code line}: what has the turn, or the first. */
  private static final String LOCK_NEXT =
      """
      SELECT n.id FROM line l CROSS JOIN LATERAL (
        SELECT w.id FROM push_update w
        WHERE w.due_at <= ?1 AND w.id = COALESCE(
          (SELECT t.id FROM push_update t WHERE t.turn_of = l.subscription_id),
          (SELECT f.id FROM push_update f
           WHERE f.subscription_id = l.subscription_id AND f.place IS NOT NULL
           ORDER BY f.place LIMIT 1))
        FOR UPDATE SKIP LOCKED) n
      LIMIT ?2
      """;

  /** Goes through the subscriptions of what has been due for longest. */
  private static final String OLDEST =
      WorkClaims.claimAndReturn(
          InboxRow.WORK_IN_TURN,
          """
          WITH line AS MATERIALIZED (
            SELECT o.subscription_id FROM (
              SELECT d.subscription_id, d.due_at FROM push_update d
              WHERE d.due_at <= ?1 ORDER BY d.due_at LIMIT ?4) o
            GROUP BY o.subscription_id ORDER BY MIN(o.due_at))
          """
              + LOCK_NEXT);

  /** Goes through the subscriptions in which something waits, by their ids, after one of them. */
  private static final String ROUND =
      WorkClaims.claimAndReturn(
          InboxRow.WORK_IN_TURN,
          """
          WITH RECURSIVE line AS (
            (SELECT f.subscription_id FROM push_update f
             WHERE f.place IS NOT NULL AND f.subscription_id > ?4
             ORDER BY f.subscription_id, f.place LIMIT 1)
            UNION ALL
            SELECT n.subscription_id FROM line p CROSS JOIN LATERAL (
              SELECT f.subscription_id FROM push_update f
              WHERE f.place IS NOT NULL AND f.subscription_id > p.subscription_id
              ORDER BY f.subscription_id, f.place LIMIT 1) n)
          """
              + LOCK_NEXT);

  private static final String DUE =
      "SELECT COUNT(*) FROM (SELECT d.id FROM push_update d WHERE d.due_at <= ?1 LIMIT ?2) w";

  /** The same for any database: looks at all rows that are due. */
  private static final String NEXT =
      """
      select w.id from PushUpdate w where w.dueAt <= :now and (w.turnOf is not null
        or (not exists (select t.id from PushUpdate t where t.turnOf = w.subscriptionId)
          and not exists (select f.id from PushUpdate f
            where f.subscriptionId = w.subscriptionId
            and (f.place < w.place or (f.place = w.place and f.id < w.id)))))
      order by w.dueAt
      """;

  private final WorkClaims claims = new WorkClaims(InboxRow.WORK_IN_TURN);

  /** The subscription after which the next round begins. */
  private volatile String last = "";

  /** Claims as {@link WorkClaims#claim(EntityManager, Database, long, long, int)} does. */
  List<@Nullable Object[]> claim(
      EntityManager entities, Database database, long now, long until, int limit) {
    if (database != Database.POSTGRESQL) {
      return claims.claim(entities, database, next(entities, now, limit), now, until);
    }
    List<@Nullable Object[]> claimed = new ArrayList<>();
    claimed.addAll(claim(entities, OLDEST, now, until, limit, WINDOW));
    if (claimed.size() < limit && isMoreDue(entities, now)) {
      goRound(entities, now, until, limit, claimed);
    }
    return claimed;
  }

  private static List<String> next(EntityManager entities, long now, int limit) {
    return entities
        .createQuery(NEXT, String.class)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultList();
  }

  private static boolean isMoreDue(EntityManager entities, long now) {
    Object count =
        entities
            .createNativeQuery(DUE)
            .setParameter(1, now)
            .setParameter(2, WINDOW)
            .getSingleResult();
    return ((Number) count).intValue() == WINDOW;
  }

  /** Goes on where the last round ended, so that no subscription is left out for ever. */
  private void goRound(
      EntityManager entities, long now, long until, int limit, List<@Nullable Object[]> claimed) {
    String begin = last;
    claimed.addAll(claim(entities, ROUND, now, until, limit - claimed.size(), begin));
    if (claimed.size() < limit && !begin.isEmpty()) {
      claimed.addAll(claim(entities, ROUND, now, until, limit - claimed.size(), ""));
    }
    last = claimed.size() < limit ? "" : String.valueOf(claimed.get(limit - 1)[SUBSCRIPTION]);
  }

  private static List<@Nullable Object[]> claim(
      EntityManager entities, String sql, long now, long until, int limit, Object from) {
    List<?> rows =
        entities
            .createNativeQuery(sql)
            .setParameter(1, now)
            .setParameter(2, limit)
            .setParameter(3, until)
            .setParameter(4, from)
            .getResultList();
    return rows.stream().<@Nullable Object[]>map(row -> (@Nullable Object[]) row).toList();
  }
}
