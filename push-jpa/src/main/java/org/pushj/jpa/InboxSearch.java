package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxLoad;
import org.pushj.spi.InboxQuery;

/** Reads entries, in the order of their ids. */
final class InboxSearch {
  private static final String SELECT =
      "select " + InboxRow.WORK.paths() + " from " + InboxRow.ENTITY + " w";

  private static final String LOAD =
      "select count(w.id), sum(w.contentLength) from "
          + InboxRow.ENTITY
          + " w where w.dueAt is not null";

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new TreeMap<>();
  private final int limit;

  private InboxSearch(int limit) {
    this.limit = limit;
  }

  static InboxSearch byId(UpdateId id) {
    InboxSearch search = new InboxSearch(1);
    search.add("w.id = :id", "id", id);
    return search;
  }

  static InboxSearch of(InboxQuery query) {
    InboxSearch search = new InboxSearch(query.limit());
    if (query.state() != null) {
      search.add("w.state = :state", "state", query.state());
    }
    if (query.subscription() != null) {
      search.add("w.subscriptionId = :subscription", "subscription", query.subscription());
    }
    if (query.after() != null) {
      search.add("w.id > :after", "after", query.after());
    }
    return search;
  }

  /** Counts what waits: that alone is due at some time. */
  static InboxLoad load(EntityManager entities) {
    Object[] counted = entities.createQuery(LOAD, Object[].class).getSingleResult();
    RowReader row = new RowReader(counted);
    long updates = row.number();
    Long bytes = row.numberOrNull();
    return new InboxLoad(updates, bytes == null ? 0 : bytes);
  }

  /** Reads the content of an update. */
  static Optional<byte[]> content(EntityManager entities, UpdateId id) {
    return entities
        .createQuery("select c.content from PushUpdateContent c where c.id = :id", byte[].class)
        .setParameter("id", id.toString())
        .getResultStream()
        .findFirst();
  }

  List<InboxEntry> in(EntityManager entities) {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    TypedQuery<Object[]> query =
        entities.createQuery(SELECT + where + " order by w.id", Object[].class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(limit).getResultList().stream().map(InboxMapper::entry).toList();
  }

  private void add(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value.toString());
  }
}
