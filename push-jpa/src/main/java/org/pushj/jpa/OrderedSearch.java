package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is next in subscriptions: the row that has the turn, or else the one with the first
 * place.
 */
final class OrderedSearch {
  /** For PostgreSQL: finds, locks, claims and returns what is due, in one statement. */
  private static final String CLAIM_NEXT =
      WorkClaims.claimAndReturn(
          InboxRow.WORK_IN_TURN,
          """
          SELECT n.id FROM unnest(string_to_array(?4, ',')) AS s (id) CROSS JOIN LATERAL (
            SELECT w.id FROM push_update w
            WHERE w.due_at <= ?1 AND w.id = COALESCE(
              (SELECT t.id FROM push_update t WHERE t.turn_of = s.id),
              (SELECT f.id FROM push_update f
               WHERE f.subscription_id = s.id AND f.place IS NOT NULL
               ORDER BY f.subscription_id, f.place LIMIT 1))
            FOR UPDATE SKIP LOCKED) n
          LIMIT ?2
          """);

  /** For PostgreSQL: goes from one subscription to the next, without a look at its rows. */
  private static final String WAITING =
      """
      WITH RECURSIVE line AS (
        (SELECT f.subscription_id AS id FROM push_update f
         WHERE f.place IS NOT NULL AND f.subscription_id > ?1
         ORDER BY f.subscription_id LIMIT 1)
        UNION ALL
        SELECT n.id FROM line l CROSS JOIN LATERAL (
          SELECT f.subscription_id AS id FROM push_update f
          WHERE f.place IS NOT NULL AND f.subscription_id > l.id
          ORDER BY f.subscription_id LIMIT 1) n)
      SELECT id FROM line LIMIT ?2
      """;

  /** The same elsewhere, without locks: what is next in each of some subscriptions. */
  private static final String NEXT =
      """
      SELECT COALESCE(
        (SELECT t.id FROM push_update t WHERE t.turn_of = s.id),
        (SELECT f.id FROM push_update f
         WHERE f.subscription_id = s.id AND f.place IS NOT NULL
         ORDER BY f.subscription_id, f.place FETCH FIRST 1 ROW ONLY))
      FROM (%s) s
      """;

  private final EntityManager entities;
  private final Database database;

  OrderedSearch(EntityManager entities, Database database) {
    this.entities = entities;
    this.database = database;
  }

  /**
   * Returns the subscriptions of rows that are due, one for each row.
   *
   * @param order by the due time, {@code asc} or {@code desc}
   */
  List<String> due(long now, String order, int limit) {
    return entities
        .createQuery(
            "select w.subscriptionId from PushUpdate w where w.dueAt <= :now order by w.dueAt "
                + order,
            String.class)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Returns subscriptions in which something waits, in the order of their ids. */
  List<String> waiting(String after, int limit) {
    Query query =
        database == Database.POSTGRESQL
            ? entities.createNativeQuery(WAITING).setParameter(1, after).setParameter(2, limit)
            : entities
                .createQuery(
                    "select w.subscriptionId from PushUpdate w where w.subscriptionId > :after"
                        + " group by w.subscriptionId having min(w.place) is not null"
                        + " order by w.subscriptionId",
                    String.class)
                .setParameter("after", after)
                .setMaxResults(limit);
    List<?> ids = query.getResultList();
    return ids.stream().map(String.class::cast).toList();
  }

  /** Claims what is next in some subscriptions, where that is due. */
  List<@Nullable Object[]> claimNext(
      WorkClaims claims, List<String> subscriptions, long now, long until, int limit) {
    if (database != Database.POSTGRESQL) {
      List<String> ids = nextDue(subscriptions, now, limit);
      return claims.claim(entities, database, ids, now, until);
    }
    return Sql.rows(
        entities
            .createNativeQuery(CLAIM_NEXT)
            .setParameter(1, now)
            .setParameter(2, limit)
            .setParameter(3, until)
            .setParameter(4, String.join(",", subscriptions)));
  }

  private List<String> nextDue(List<String> subscriptions, long now, int limit) {
    // MariaDB knows the type of a parameter, and no such cast.
    String one = database == Database.MARIADB ? "SELECT ?" : "SELECT CAST(? AS VARCHAR(36))";
    String others = (" UNION ALL " + one).repeat(subscriptions.size() - 1);
    List<?> next =
        new Sql(NEXT.formatted(one + " AS id" + others), List.copyOf(subscriptions))
            .query(entities)
            .getResultList();
    return entities
        .createQuery(
            "select w.id from PushUpdate w where w.dueAt <= :now and w.id in :ids", String.class)
        .setParameter("now", now)
        .setParameter("ids", next.stream().filter(Objects::nonNull).toList())
        .setMaxResults(limit)
        .getResultList();
  }
}
