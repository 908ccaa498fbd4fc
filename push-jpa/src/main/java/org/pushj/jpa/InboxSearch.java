package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxLoad;
import org.pushj.spi.InboxQuery;

/** Reads entries, in the order of their ids. */
final class InboxSearch {
  private static final String LOAD =
      "select count(w.id), sum(w.contentLength) from "
          + InboxRow.ENTITY
          + " w where w.dueAt is not null";

  private final Conditions conditions = new Conditions();
  private final int limit;

  private InboxSearch(int limit) {
    this.limit = limit;
  }

  static InboxSearch byId(UpdateId id) {
    InboxSearch search = new InboxSearch(1);
    search.conditions.add("w.id = :id", "id", id);
    return search;
  }

  static InboxSearch of(InboxQuery query) {
    InboxSearch search = new InboxSearch(query.limit());
    search.conditions.add("w.state = :state", "state", query.state());
    search.conditions.add("w.subscriptionId = :subscription", "subscription", query.subscription());
    search.conditions.add("w.id > :after", "after", query.after());
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
    return conditions.select(entities, InboxRow.WORK, limit).stream()
        .map(InboxMapper::entry)
        .toList();
  }
}
