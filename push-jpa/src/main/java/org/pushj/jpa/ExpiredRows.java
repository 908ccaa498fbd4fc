package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table that are not needed any more after a while. Removes a batch of the oldest; those
 * that another has locked are left out where the database can do that.
 *
 * @param table its name in SQL
 * @param key the column of its primary key
 * @param condition tells which rows, in SQL, with one question mark for the time
 */
record ExpiredRows(String table, String key, String condition) {
  /** Removes up to so many, in the transaction of the entity manager; returns how many. */
  int remove(EntityManager entities, Database database, long before, int limit) {
    String find = "SELECT " + key + " FROM " + table + " WHERE " + condition;
    if (database == Database.POSTGRESQL) {
      return Sql.of(
              "DELETE FROM "
                  + table
                  + " WHERE "
                  + key
                  + " = ANY (ARRAY("
                  + find
                  + " LIMIT ? FOR UPDATE SKIP LOCKED))",
              before,
              limit)
          .run(entities);
    }
    String skip = database == Database.OTHER ? "" : " FOR UPDATE SKIP LOCKED";
    List<?> keys =
        entities
            .createNativeQuery(find.replace("?", "?1") + skip)
            .setParameter(1, before)
            .setMaxResults(limit)
            .getResultList();
    if (keys.isEmpty()) {
      return 0;
    }
    List<Object> values = new ArrayList<>(keys);
    values.add(before);
    String marks = Sql.marks(keys.size());
    return new Sql(
            "DELETE FROM " + table + " WHERE " + key + " IN (" + marks + ") AND " + condition,
            values)
        .run(entities);
  }
}
