package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conditions in JPQL on the entity {@code w}, all of which must hold. */
final class Conditions {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new TreeMap<>();

  /**
   * Adds a condition.
   *
   * @param parameter the one parameter in it
   * @param value its value: a whole number, or what is compared as text; null to add nothing
   */
  void add(String condition, String parameter, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(parameter, value instanceof Long ? value : value.toString());
    }
  }

  /** Reads the first rows that meet them, in the order of their ids. */
  List<Object[]> select(EntityManager entities, WorkTable table, int limit) {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    TypedQuery<Object[]> query =
        entities.createQuery(table.select() + where + " order by w.id", Object[].class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(limit).getResultList();
  }
}
