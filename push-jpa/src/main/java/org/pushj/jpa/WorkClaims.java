package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceUnitUtil;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims work that is due: moves its due time into the future, and counts its version up, in one
 * statement for a whole batch. A claim ends by itself, when its due time has come again.
 *
 * <p>Rows that another is just claiming are passed over, where the database can do that; elsewhere
 * one waits for the other. The change names the due time once more, so that nothing is claimed
 * twice even if a lock did not hold.
 */
final class WorkClaims {
  private final WorkTable table;
  private final String claimAndReturn;

  WorkClaims(WorkTable table) {
    this.table = table;
    this.claimAndReturn =
        claimAndReturn(
            table,
            "SELECT id FROM "
                + table.table()
                + " WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2 FOR UPDATE SKIP LOCKED");
  }

  /**
   * Returns the statement for PostgreSQL that claims rows and returns them as they are then.
   *
   * @param due the query that locks and returns the ids: of what is due at ?1, ?2 at most
   */
  static String claimAndReturn(WorkTable table, String due) {
    return """
    WITH due AS MATERIALIZED (%s)
    UPDATE %s AS w SET due_at = ?3, %s FROM due WHERE w.id = due.id RETURNING %s
    """
        .formatted(due, table.table(), table.changedColumns(), table.columns());
  }

  /**
   * Claims rows in the transaction of {@code entities}.
   *
   * @param now what is due until this moment is claimed, in milliseconds
   * @param until when the claim ends, in milliseconds
   * @return the attributes of the claimed rows, as they are now
   */
  List<@Nullable Object[]> claim(
      EntityManager entities, Database database, long now, long until, int limit) {
    if (database == Database.POSTGRESQL) {
      return claimAndReturn(entities, now, until, limit);
    }
    List<String> ids =
        switch (database) {
          case MARIADB -> lockUnlocked(entities, " ORDER BY due_at", now, limit);
          case H2 -> lockUnlocked(entities, "", now, limit);
          default -> lock(entities, due(entities, now, limit), now);
        };
    return claimLocked(entities, ids, now, until);
  }

  /**
   * Claims those of some rows that are still due, in the transaction of {@code entities}.
   *
   * @return the attributes of the claimed rows, as they are now
   */
  List<@Nullable Object[]> claim(
      EntityManager entities, Database database, List<String> ids, long now, long until) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> locked =
        database == Database.OTHER ? lock(entities, ids, now) : lockUnlocked(entities, ids, now);
    return claimLocked(entities, locked, now, until);
  }

  private List<@Nullable Object[]> claimAndReturn(
      EntityManager entities, long now, long until, int limit) {
    return Sql.rows(
        entities
            .createNativeQuery(claimAndReturn)
            .setParameter(1, now)
            .setParameter(2, limit)
            .setParameter(3, until));
  }

  /** Locks what is due and not locked by another, and returns the ids. */
  private List<String> lockUnlocked(EntityManager entities, String order, long now, int limit) {
    String sql =
        "SELECT id FROM "
            + table.table()
            + " WHERE due_at <= ?1"
            + order
            + " LIMIT ?2 FOR UPDATE SKIP LOCKED";
    List<?> ids =
        entities.createNativeQuery(sql).setParameter(1, now).setParameter(2, limit).getResultList();
    return ids.stream().map(String.class::cast).toList();
  }

  /** Locks those of some rows that are due and not locked by another, and returns their ids. */
  private List<String> lockUnlocked(EntityManager entities, List<String> ids, long now) {
    List<Object> values = new ArrayList<>();
    values.add(now);
    values.addAll(ids);
    String sql =
        "SELECT id FROM %s WHERE due_at <= ? AND id IN (%s) FOR UPDATE SKIP LOCKED"
            .formatted(table.table(), Sql.marks(ids.size()));
    Query query = new Sql(sql, values).query(entities);
    List<?> locked = query.getResultList();
    return locked.stream().map(String.class::cast).toList();
  }

  private List<String> due(EntityManager entities, long now, int limit) {
    return entities
        .createQuery(
            "select w.id from " + table.entity() + " w where w.dueAt <= :now order by w.dueAt",
            String.class)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Locks those of some rows that are due, waiting for others, and returns their ids. */
  private List<String> lock(EntityManager entities, List<String> ids, long now) {
    if (ids.isEmpty()) {
      return ids;
    }
    List<Object> locked =
        entities
            .createQuery(
                "select w from "
                    + table.entity()
                    + " w where w.dueAt <= :now and w.id in :ids order by w.id",
                Object.class)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setParameter("now", now)
            .setParameter("ids", ids)
            .getResultList();
    locked.forEach(entities::detach);
    PersistenceUnitUtil unit = entities.getEntityManagerFactory().getPersistenceUnitUtil();
    return locked.stream().map(row -> (String) unit.getIdentifier(row)).toList();
  }

  private List<@Nullable Object[]> claimLocked(
      EntityManager entities, List<String> ids, long now, long until) {
    if (ids.isEmpty()) {
      return List.of();
    }
    int claimed =
        entities
            .createQuery(
                "update "
                    + table.entity()
                    + " w set w.dueAt = :until, "
                    + table.changedPaths()
                    + " where w.id in :ids and w.dueAt <= :now")
            .setParameter("until", until)
            .setParameter("ids", ids)
            .setParameter("now", now)
            .executeUpdate();
    if (claimed != ids.size()) {
      throw new IllegalStateException(
          "of " + ids.size() + " rows that were locked, " + claimed + " were due");
    }
    return entities
        .createQuery(table.select() + " where w.id in :ids", Object[].class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
