package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pushj.PingId;
import org.pushj.spi.PingQuery;
import org.pushj.spi.QueuedPing;

/** Reads pings, in the order of their ids, and finds what is to be claimed. */
final class PingSearch {
  /** How many rows that are due are looked at first. */
  private static final int WINDOW = 1000;

  /** The hubs and topics of which a ping is claimed just now: no other is. */
  private static final String BUSY =
      "(select c.target from PushPing c where c.claimed = 1 and c.dueAt > :now)";

  private static final String DUE = "w.dueAt <= :now and w.target not in " + BUSY;

  private final Conditions conditions = new Conditions();
  private final int limit;

  private PingSearch(int limit) {
    this.limit = limit;
  }

  static PingSearch byId(PingId id) {
    PingSearch search = new PingSearch(1);
    search.conditions.add("w.id = :id", "id", id);
    return search;
  }

  static PingSearch of(PingQuery query) {
    PingSearch search = new PingSearch(query.limit());
    search.conditions.add("w.state = :state", "state", query.state());
    search.conditions.add("w.hub = :hub", "hub", query.hub());
    search.conditions.add("w.topic = :topic", "topic", query.topic());
    search.conditions.add("w.id > :after", "after", query.after());
    return search;
  }

  List<QueuedPing> in(EntityManager entities) {
    return conditions.select(entities, PingRow.WORK, limit).stream().map(PingMapper::ping).toList();
  }

  /** Counts what waits: that alone is due at some time. */
  static long countWaiting(EntityManager entities) {
    return entities
        .createQuery("select count(w.id) from PushPing w where w.dueAt is not null", Long.class)
        .getSingleResult();
  }

  /**
   * Finds the targets of which a ping is due and none is claimed, what has been due for longest
   * first. Looks at all that is due only if a great deal of it has the same target.
   */
  static List<String> dueTargets(EntityManager entities, long now, int limit) {
    List<String> rows =
        entities
            .createQuery(
                "select w.target from PushPing w where " + DUE + " order by w.dueAt", String.class)
            .setParameter("now", now)
            .setMaxResults(WINDOW)
            .getResultList();
    Set<String> targets = new LinkedHashSet<>(rows);
    if (targets.size() < limit && rows.size() == WINDOW) {
      return allDueTargets(entities, now, limit);
    }
    return targets.stream().limit(limit).toList();
  }

  private static List<String> allDueTargets(EntityManager entities, long now, int limit) {
    return entities
        .createQuery(
            "select w.target from PushPing w where "
                + DUE
                + " group by w.target order by min(w.dueAt)",
            String.class)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Reads the last ping that waits of each target, in the order of their ids. */
  static List<QueuedPing> latest(EntityManager entities, List<String> targets) {
    List<String> ids =
        entities
            .createQuery(
                "select max(w.id) from PushPing w where w.target in :targets"
                    + " and w.dueAt is not null group by w.target",
                String.class)
            .setParameter("targets", targets)
            .getResultList();
    return ids.isEmpty()
        ? List.of()
        : pings(
            entities
                .createQuery(
                    PingRow.WORK.select() + " where w.id in :ids order by w.id", Object[].class)
                .setParameter("ids", ids));
  }

  /** Finds the pings of some targets that nobody has claimed, after the one with an id. */
  static List<String> unclaimed(
      EntityManager entities, List<String> targets, String after, long now, int limit) {
    return entities
        .createQuery(
            "select w.id from PushPing w where w.target in :targets and w.id > :after"
                + " and (w.claimed = 0 or w.dueAt <= :now) order by w.id",
            String.class)
        .setParameter("targets", targets)
        .setParameter("after", after)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Finds pings that were parked before a time. */
  static List<String> parked(EntityManager entities, long before, int limit) {
    return entities
        .createQuery("select w.id from PushPing w where w.parkedAt < :before", String.class)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultList();
  }

  private static List<QueuedPing> pings(TypedQuery<Object[]> query) {
    return query.getResultList().stream().map(PingMapper::ping).toList();
  }
}
