package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceUnitUtil;
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
        """
        WITH due AS MATERIALIZED (
          SELECT id FROM %1$s WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2 FOR UPDATE SKIP LOCKED)
        UPDATE %1$s AS w SET due_at = ?3, version = w.version + 1
        FROM due WHERE w.id = due.id RETURNING %2$s
        """
            .formatted(table.table(), table.columns());
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
          default -> lock(entities, now, limit);
        };
    return ids.isEmpty() ? List.of() : claimLocked(entities, ids, now, until);
  }

  private List<@Nullable Object[]> claimAndReturn(
      EntityManager entities, long now, long until, int limit) {
    List<?> rows =
        entities
            .createNativeQuery(claimAndReturn)
            .setParameter(1, now)
            .setParameter(2, limit)
            .setParameter(3, until)
            .getResultList();
    return rows.stream().<@Nullable Object[]>map(row -> (@Nullable Object[]) row).toList();
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

  /** Locks what is due, waiting for others, and returns the ids. */
  private List<String> lock(EntityManager entities, long now, int limit) {
    String due = " from " + table.entity() + " w where w.dueAt <= :now";
    List<String> ids =
        entities
            .createQuery("select w.id" + due + " order by w.dueAt", String.class)
            .setParameter("now", now)
            .setMaxResults(limit)
            .getResultList();
    if (ids.isEmpty()) {
      return ids;
    }
    List<Object> locked =
        entities
            .createQuery("select w" + due + " and w.id in :ids order by w.id", Object.class)
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
    int claimed =
        entities
            .createQuery(
                "update "
                    + table.entity()
                    + " w set w.dueAt = :until, w.version = w.version + 1"
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
        .createQuery(
            "select " + table.paths() + " from " + table.entity() + " w where w.id in :ids",
            Object[].class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
